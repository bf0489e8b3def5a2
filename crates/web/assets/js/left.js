// What an earlier visit could not send: offered back, or put back at once where it could not be read.

import { shown } from "./cells.js";
import { show } from "./numbers.js";
import { notice } from "./outbox.js";

/** @typedef {import("./cells.js").Cell} Cell */
/** @typedef {import("./cells.js").Cells} Cells */
/** @typedef {{ row: string, column: string, raw: string, status: string, expected_revision: number, unread?: boolean }} Change */

/** @param {string} text */
export function yesNo(text) {
  if (/^(có|co|x|1)$/i.test(text)) return "co";
  return /^(không|khong|0)$/i.test(text) ? "khong" : "";
}

/**
 * Offers what an earlier visit could not send. It goes with the number of changes that was seen then: where
 * another wrote meanwhile, both values are shown.
 * @param {import("./outbox.js").Outbox<Change>} outbox
 * @param {Cells} cells
 * @param {(pairs: [Cell, string][]) => void} fill
 */
export function offerBack(outbox, cells, fill) {
  /** @type {[Cell, string][]} */ const pairs = [];
  /** @type {[Cell, string][]} */ const unread = [];
  /** @type {Map<string, number>} */ const seen = new Map();
  for (const [key, change] of outbox.left()) {
    const cell = cells.byKey.get(key);
    if (!cell?.control) continue;
    const text = show(change.raw, change.status);
    // The last sending of the earlier visit did arrive.
    if (text === shown(cell)) continue;
    (change.unread ? unread : pairs).push([cell, text]);
    seen.set(key, change.expected_revision);
    outbox.keep(key, change);
  }
  const back = (/** @type {[Cell, string][]} */ some) => {
    for (const [cell] of some) cell.td.dataset.revision = String(seen.get(cell.key) ?? 0);
    fill(some);
  };
  // What could not be read goes back into its cell at once: the server says again why.
  if (unread.length > 0) back(unread);
  if (pairs.length === 0) return;
  const words = pairs.length > 5 ? "" : pairs.map(([cell, text]) => `${cell.control?.getAttribute("aria-label")}: ${text || "trống"}`).join("; ");
  notice("con-lai-tren-may", "near", `Còn ${pairs.length} ô nhập lần trước chưa lưu được.`, `${words ? `${words}. ` : ""}Số vẫn giữ trên máy này.`, [
    // What was typed into a cell since stays.
    { label: "Đưa vào biểu", act: () => back(pairs.filter(([cell, text]) => outbox.keeps(cell.key) && text !== shown(cell))) },
    { label: "Bỏ", act: () => outbox.forget(pairs.map(([cell]) => cell.key)) },
  ]);
}
