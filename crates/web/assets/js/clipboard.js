// Blocks to and from Excel: tab-separated lines.

import { shown } from "./cells.js";

/** @typedef {import("./cells.js").Cell} Cell */
/** @typedef {import("./cells.js").Cells} Cells */

/**
 * A rectangle as text for Excel; an estimate keeps its number only.
 * @param {Cell[][]} block
 */
export function toText(block) {
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
export function fromText(text) {
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
export function isBlock(text) {
  return /[\t\n]/.test(text.replace(/\r?\n$/, ""));
}

/**
 * Where each pasted text goes. Sections of the form are lines of the sheet too: an empty pasted line rests on
 * them, a filled one passes over them. Computed cells are counted and left alone.
 * @param {Cells} cells
 * @param {Cell} from
 * @param {string[][]} lines
 */
export function place(cells, from, lines) {
  /** @type {[Cell, string][]} */ const placed = [];
  let passed = 0;
  let row = from.row;
  for (const line of lines) {
    const empty = line.every((text) => text === "");
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
