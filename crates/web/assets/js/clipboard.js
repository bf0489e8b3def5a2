// Blocks to and from Excel: tab-separated lines.

import { own, shown } from "./cells.js";
import { notice } from "./outbox.js";

/** @typedef {import("./cells.js").Cell} Cell */
/** @typedef {import("./cells.js").Cells} Cells */

/**
 * A rectangle as text for Excel; an estimate keeps its number only.
 * @param {Cell[][]} block
 */
function toText(block) {
  return block.map((line) => line.map((cell) => written(shown(cell).replace(/^~/, ""))).join("\t")).join("\r\n");
}

/** Words that begin with a quote would be read as one that opens. @param {string} text */
const written = (text) => (text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Lines and cells of a pasted text. Excel puts a cell with a line break between quotes: the break becomes a
 * space, so that no figure moves into another row.
 * @param {string} text
 * @returns {string[][]}
 */
function fromText(text) {
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  /** @type {string[][]} */ const lines = [[]];
  let at = 0;
  while (at <= whole.length) {
    const { cell, length } = quoted(whole, at) ?? bare(whole, at);
    /** @type {string[]} */ (lines.at(-1)).push(cell.replace(/\s*\n\s*/g, " ").trim());
    at += length;
    if (whole[at] === "\n") lines.push([]);
    at += 1;
  }
  return lines;
}

/**
 * A cell between quotes, up to the next tab or line. Where the quote does not close so, it is a sign like
 * others; no cell of a sheet holds a tab.
 * @param {string} text
 * @param {number} at
 */
function quoted(text, at) {
  const found = /^"((?:[^"\t]|"")*)"(?=[\t\n]|$)/.exec(text.slice(at));
  return found && { cell: found[1].replaceAll('""', '"'), length: found[0].length };
}

/** @param {string} text @param {number} at */
function bare(text, at) {
  const cell = text.slice(at).split(/[\t\n]/, 1)[0];
  return { cell, length: cell.length };
}

/** Whether a pasted text is more than one cell. @param {string} text */
function isBlock(text) {
  return /[\t\n]/.test(text.replace(/\r?\n$/, ""));
}

/** @typedef {{ figures: string[][], rows: (number | null)[] | null, told: string[] }} Block the row of each line, where its name says it */

/**
 * A block without the names that were copied along: the heads of the columns, the names of the rows. Else they
 * would push every figure one column or row further.
 * @param {Cells} cells
 * @param {Cell} from
 * @param {string[][]} lines
 * @returns {Block}
 */
function withoutNames(cells, from, lines) {
  /** @type {string[]} */ const told = [];
  const heads = new Set([...(cells.table.tHead?.querySelectorAll("th") ?? [])].map((th) => plain(own(th))));
  const isHead = (/** @type {string[]} */ line) => {
    const texts = line.map(plain).filter((text) => text !== "");
    return texts.some((text) => /\p{L}/u.test(text)) && texts.every((text) => heads.has(text));
  };
  const first = lines.findIndex((line) => !isHead(line));
  const body = first < 0 ? [] : lines.slice(first);
  if (body.length < lines.length) told.push(`Đã bỏ ${lines.length - body.length} dòng tiêu đề.`);
  const at = nameColumn(cells, body);
  if (at < 0) return { figures: body, rows: null, told };
  told.push("Đã bỏ cột tên dòng; số vào đúng dòng mang tên ấy.");
  let next = from.row;
  const rows = body.map((line) => {
    const named = (/** @type {{ name: string }} */ row) => plain(row.name) === plain(line[at] ?? "");
    if (!plain(line[at] ?? "")) return null;
    const below = cells.names.findIndex((row, number) => number >= next && named(row));
    const found = below < 0 ? cells.names.findIndex(named) : below;
    if (found >= 0) next = found + 1;
    return found < 0 ? null : found;
  });
  return { figures: body.map((line) => line.slice(at + 1)), rows, told };
}

/**
 * Which column of a block holds the names of the form's rows: the first, or the second after their numbers.
 * @param {Cells} cells
 * @param {string[][]} lines
 */
function nameColumn(cells, lines) {
  const names = new Set(cells.names.map((row) => plain(row.name)));
  const numbers = new Set(cells.names.map((row) => plain(row.number)));
  const column = (/** @type {number} */ at) => lines.map((line) => plain(line[at] ?? "")).filter((text) => text !== "");
  const holdsNames = (/** @type {number} */ at) => {
    const texts = column(at).filter((text) => /\p{L}/u.test(text));
    return texts.length > 0 && texts.filter((text) => names.has(text)).length * 2 >= column(at).length;
  };
  if (holdsNames(0)) return 0;
  return holdsNames(1) && column(0).every((text) => numbers.has(text)) ? 1 : -1;
}

/** Words to compare: small letters, without the number before and signs around. @param {string} text */
function plain(text) {
  const words = text.normalize("NFC").toLowerCase().replace(/[\s\u00a0]+/g, " ").trim();
  return words.replace(/^(?:[-–+•]|(?:\d+(?:\.\d+)*|[ivx]+|[a-zđ])[.)])\s*(?=\p{L})/u, "").replace(/[\s:*]+$/, "");
}

/**
 * Where each pasted text goes. Sections of the form are lines of the sheet too: an empty pasted line rests on
 * them, a filled one passes over them. Computed cells are counted and left alone.
 * @param {Cells} cells
 * @param {Cell} from
 * @param {Block} block
 */
function place(cells, from, { figures, rows }) {
  /** @type {[Cell, string][]} */ const placed = [];
  let passed = 0;
  let row = from.row;
  for (const [number, line] of figures.entries()) {
    const empty = line.every((text) => text === "");
    const named = rows?.[number] ?? null;
    if (named !== null) row = named;
    while (!empty && row < cells.rows.length && cells.rows[row].length === 0) row += 1;
    const targets = cells.rows[row] ?? [];
    line.forEach((text, at) => {
      const cell = targets.find((other) => other.column === from.column + at);
      if (cell?.control) placed.push([cell, text]);
      else if (text !== "") passed += 1;
    });
    row += 1;
  }
  return { placed, passed };
}

/**
 * Copying and pasting blocks of a table.
 * @param {Cells} cells
 * @param {() => Cell[][]} chosen the rectangle that is marked
 * @param {(pairs: [Cell, string][]) => void} fill
 */
export function exchange(cells, chosen, fill) {
  cells.table.addEventListener("copy", (event) => {
    if (chosen().flat().length < 2) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", toText(chosen()));
  });
  cells.table.addEventListener("paste", (event) => {
    const cell = cells.of(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!cell || event.target !== cell.control) return;
    const several = chosen().flat().filter((other) => other.control);
    if (!isBlock(text) && several.length < 2) return;
    event.preventDefault();
    if (!isBlock(text)) return fill(several.map((other) => [other, text.trim()]));
    const from = several[0] ?? cell;
    const block = withoutNames(cells, from, fromText(text));
    const { placed, passed } = place(cells, from, block);
    fill(placed);
    const rest = passed > 0 ? [`Bỏ qua ${passed} ô tự tính hoặc ngoài biểu.`] : [];
    const words = [...block.told, ...rest, "Ctrl + Z để lùi lại."].join(" ");
    notice("da-dan", passed > 0 ? "near" : "good", `Đã dán ${placed.length} ô.`, words);
  });
}
