// Blocks to and from Excel: tab-separated lines.

import { shown } from "./cells.js";

/** @typedef {import("./cells.js").Cell} Cell */
/** @typedef {import("./cells.js").Cells} Cells */

/**
 * A rectangle as text for Excel; an estimate keeps its number only.
 * @param {Cell[][]} block
 */
export function toText(block) {
  return block.map((line) => line.map((cell) => shown(cell).replace(/^~/, "")).join("\t")).join("\r\n");
}

/** Lines and cells of a pasted text. @param {string} text @returns {string[][]} */
export function fromText(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.trim().replace(/^"|"$/g, "")));
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
