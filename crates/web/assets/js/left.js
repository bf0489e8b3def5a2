// What an earlier visit could not send: offered back, or put back at once where it could not be read.

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
 * Offers what an earlier visit could not send.
 * @param {import("./outbox.js").Outbox<Change>} outbox
 * @param {Cells} cells
 * @param {(pairs: [Cell, string][]) => void} fill
 */
export function offerBack(outbox, cells, fill) {
  /** @type {[Cell, string][]} */ const pairs = [];
  /** @type {[Cell, string][]} */ const unread = [];
  for (const [key, change] of outbox.left()) {
    const cell = cells.byKey.get(key);
    if (!cell?.control) continue;
    (change.unread ? unread : pairs).push([cell, show(change.raw, change.status)]);
    outbox.keep(key, change);
  }
  // What could not be read goes back into its cell at once: the server says again why.
  if (unread.length > 0) fill(unread);
  if (pairs.length === 0) return;
  notice("con-lai-tren-may", "near", `Còn ${pairs.length} ô nhập lần trước chưa lưu được.`, "Số vẫn giữ trên máy này.", [
    { label: "Đưa vào biểu", act: () => fill(pairs) },
    { label: "Bỏ", act: () => outbox.forget(pairs.map(([cell]) => cell.key)) },
  ]);
}
