// The cells of the grid as a matrix: where they are, what they hold, how to move between them.

import { read, show } from "./numbers.js";

/**
 * @typedef {HTMLInputElement | HTMLSelectElement} Control
 * @typedef {{ row: number, column: number, td: HTMLTableCellElement, control: Control | null, key: string }} Cell
 */

export class Cells {
  /** @type {Cell[][]} rows of the body in reading order; sections are empty rows */ rows = [];
  /** @type {Map<string, Cell>} */ byKey = new Map();
  /** @type {{ number: string, name: string }[]} what stands before the cells of each row */ names = [];

  /** @param {HTMLTableElement} table */
  constructor(table) {
    this.table = table;
    for (const line of table.tBodies[0].rows) {
      if (line.classList.contains("why")) continue;
      this.rows.push(this.#readLine(line, this.rows.length));
      this.names.push({ number: own(line.querySelector("td.no")), name: own(line.querySelector("th")) });
    }
  }

  /**
   * @param {HTMLTableRowElement} line
   * @param {number} row
   */
  #readLine(line, row) {
    /** @type {Cell[]} */ const cells = [];
    let column = 0;
    for (const td of line.cells) {
      const key = td.dataset.cell ?? td.dataset.computed ?? "";
      if (key) {
        /** @type {Control | null} */
        const control = td.querySelector("input, select");
        const cell = { row, column, td, control, key };
        cells.push(cell);
        this.byKey.set(key, cell);
      }
      column += td.colSpan;
    }
    return cells;
  }

  /** The cell a control stands in. @param {EventTarget | null} control @returns {Cell | null} */
  of(control) {
    const td = control instanceof Element ? control.closest("td[data-cell]") : null;
    return td instanceof HTMLTableCellElement ? this.byKey.get(td.dataset.cell ?? "") ?? null : null;
  }

  /** The first cell of the row that a finding stands under. @param {Element} place @returns {Cell | null} */
  under(place) {
    const finding = /** @type {HTMLElement | null} */ (place.closest("tr.why[data-finding]"))?.dataset.finding ?? "";
    return this.byKey.get(finding.split(":").slice(1).join(":")) ?? null;
  }

  /** Cells that can be filled. */
  get entered() {
    return this.rows.flat().filter((cell) => cell.control);
  }

  /**
   * The next cell that can be filled in a direction.
   * @param {Cell} from
   * @param {number} down
   * @param {number} right
   * @returns {Cell | null}
   */
  next(from, down, right) {
    if (right !== 0) {
      const line = this.rows[from.row].filter((cell) => cell.control);
      return line[line.indexOf(from) + right] ?? null;
    }
    for (let row = from.row + down; row >= 0 && row < this.rows.length; row += down) {
      const cell = this.rows[row].find((other) => other.column === from.column && other.control);
      if (cell) return cell;
    }
    return null;
  }

  /**
   * The cell that can be filled before or after one in reading order: Tab never leaves the cells for what
   * stands between the rows.
   * @param {Cell} from
   * @param {number} step 1 or -1
   * @returns {Cell | null}
   */
  beside(from, step) {
    const all = this.entered;
    return all[all.indexOf(from) + step] ?? null;
  }

  /**
   * The rectangle between two cells, row by row.
   * @param {Cell} one
   * @param {Cell} other
   * @returns {Cell[][]}
   */
  block(one, other) {
    const [top, bottom] = [Math.min(one.row, other.row), Math.max(one.row, other.row)];
    const [left, right] = [Math.min(one.column, other.column), Math.max(one.column, other.column)];
    return this.rows
      .slice(top, bottom + 1)
      .map((line) => line.filter((cell) => cell.column >= left && cell.column <= right))
      .filter((line) => line.length > 0);
  }
}

/** A head's own words, without its unit and marks. @param {Element | null | undefined} th */
export function own(th) {
  const place = th?.querySelector(".stay") ?? th;
  const texts = [...(place?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
  return texts.map((node) => node.textContent).join(" ").replace(/[\s\u00a0]+/g, " ").trim();
}

/** What a cell shows now. @param {Cell} cell */
export function shown(cell) {
  if (cell.control) return cell.control.value;
  return cell.td.querySelector("b")?.textContent ?? "";
}

/** Whether a cell holds a number. @param {Cell} cell */
export function isNumber(cell) {
  return cell.control instanceof HTMLInputElement && !cell.control.classList.contains("words");
}

/**
 * Reads a cell's control and puts it into the written form.
 * @param {Cell} cell
 */
export function settle(cell) {
  const control = /** @type {Control} */ (cell.control);
  if (!isNumber(cell)) {
    const text = control.value.trim();
    return { status: text ? "actual" : "missing", text, valid: true };
  }
  const typed = read(control.value);
  if (typed.valid) control.value = show(typed.text, typed.status);
  dress(cell, typed.status);
  return typed;
}

/**
 * Marks a cell with its status: colour and word.
 * @param {Cell} cell
 * @param {string} status
 */
export function dress(cell, status) {
  cell.td.dataset.status = status;
  cell.td.classList.toggle("is-estimate", status === "estimate");
  const below = cell.td.querySelector(".prev");
  const word = below?.querySelector(".word.status");
  if (status !== "estimate") {
    word?.remove();
  } else if (!word && below) {
    const mark = document.createElement("i");
    mark.className = "word status";
    mark.textContent = "ước";
    below.prepend(mark, " ");
  }
}
