// “Không phát sinh cả biểu” and back: one act for all empty cells of a table.

import { isNumber, shown } from "./cells.js";
import { notice } from "./outbox.js";

/** @typedef {import("./cells.js").Cell} Cell */
/** @typedef {import("./cells.js").Cells} Cells */

/**
 * Cells without anything, and those that did not arise.
 * @param {Cells} cells
 */
function counted(cells) {
  const numbers = cells.entered.filter(isNumber);
  return {
    empty: numbers.filter((cell) => shown(cell).trim() === ""),
    nil: numbers.filter((cell) => shown(cell) === "kps"),
  };
}

/**
 * Where no cell waits any more and some did not arise, the button leads back.
 * @param {Cells} cells
 */
export function dressNil(cells) {
  const button = document.querySelector("#khong-phat-sinh");
  if (!(button instanceof HTMLButtonElement)) return;
  const { empty, nil } = counted(cells);
  const back = empty.length === 0 && nil.length > 0;
  button.value = back ? "none" : "all";
  button.textContent = back ? "Bỏ không phát sinh cả biểu" : "Không phát sinh cả biểu";
}

/**
 * Empty cells become "không phát sinh"; filled ones are left as they are. Back, those become empty again.
 * @param {Cells} cells
 * @param {string} which "all" or "none"
 * @param {(pairs: [Cell, string][]) => void} fill
 */
export function setNil(cells, which, fill) {
  const { empty, nil } = counted(cells);
  const back = which === "none";
  const meant = back ? nil : empty;
  fill(meant.map((cell) => [cell, back ? "" : "kps"]));
  const words = back ? `Đã bỏ không phát sinh ở ${meant.length} ô.` : `Đã ghi không phát sinh vào ${meant.length} ô trống.`;
  notice("kps", "good", words, "Ô đã có số giữ nguyên. Ctrl + Z để lùi lại.");
}
