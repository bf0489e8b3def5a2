// Findings under their rows with the sentences that explain them, and both values where two people changed
// one cell or one sentence.

import { clearNotice, DOOR, notice, renew } from "./outbox.js";

/**
 * @typedef {{ code: string, severity: string, row: string, column: string, message: string, explanation?: string, earlier?: string, fix?: string, unread?: boolean }} Finding
 * @typedef {{ text: string, seen: string }} Sentence as it stands in the box, and as the server last held it
 * @typedef {{ row: string, column: string, mine: string, theirs: string, by: string, at: string, revision?: number }} Conflict
 */

/** @param {string} severity */
const isError = (severity) => severity.toLowerCase().startsWith("e");

/**
 * Puts the server's findings in place of the old ones; sentences being written stay.
 * @param {HTMLTableElement} table
 * @param {Finding[]} findings
 * @param {number} unfilled required cells that are still empty: errors without a line of their own
 */
export function showFindings(table, findings, unfilled) {
  const kept = keepSentences(table);
  for (const cell of table.querySelectorAll("td.bad, td.warn")) unmark(cell);
  findings.forEach((finding, at) => {
    const line = lineOf(table, finding.row);
    if (!line) return;
    const key = `${finding.code}:${finding.row}:${finding.column}`;
    lastWhy(line).after(draw(finding, at + 1, kept.get(key), table));
    markCell(table, finding, at + 1);
  });
  refocus(table, kept.focused);
  const errors = findings.filter((finding) => isError(finding.severity)).length;
  told = { errors: errors + unfilled, warnings: findings.length - errors };
  summarize(table);
}

/** @param {HTMLTableElement} table */
function keepSentences(table) {
  const kept = /** @type {Map<string, Sentence> & { focused?: string }} */ (new Map());
  for (const line of table.querySelectorAll("tr.why[data-finding]")) {
    const input = line.querySelector("input");
    const key = /** @type {HTMLElement} */ (line).dataset.finding ?? "";
    if (input) kept.set(key, { text: input.value, seen: input.defaultValue });
    if (input && input === document.activeElement) kept.focused = key;
    line.remove();
  }
  return kept;
}

/**
 * @param {HTMLTableElement} table
 * @param {string | undefined} key
 */
function refocus(table, key) {
  if (!key) return;
  /** @type {HTMLInputElement | null} */
  const input = table.querySelector(`tr.why[data-finding="${CSS.escape(key)}"] input`);
  input?.focus();
}

/** @param {Element} cell */
function unmark(cell) {
  cell.classList.remove("bad", "warn");
  cell.querySelector(":scope > .mark")?.remove();
  const control = cell.querySelector("input, select");
  control?.removeAttribute("aria-invalid");
  control?.removeAttribute("aria-describedby");
}

/**
 * @param {HTMLTableElement} table
 * @param {Finding} finding
 * @param {number} number
 */
function markCell(table, finding, number) {
  const td = table.querySelector(`td[data-cell="${CSS.escape(`${finding.row}:${finding.column}`)}"]`);
  if (!td || td.classList.contains("bad")) return;
  const grave = isError(finding.severity);
  td.classList.remove("warn");
  td.querySelector(":scope > .mark")?.remove();
  td.classList.add(grave ? "bad" : "warn");
  td.prepend(numberMark(grave, number));
  const control = td.querySelector("input, select");
  if (grave) control?.setAttribute("aria-invalid", "true");
  control?.setAttribute("aria-describedby", `loi-${number}`);
}

/**
 * @param {boolean} grave
 * @param {number} number
 */
function numberMark(grave, number) {
  const mark = document.createElement("span");
  mark.className = `mark mark--${grave ? "bad" : "warn"}`;
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = String(number);
  return mark;
}

/**
 * @param {Finding} finding
 * @param {number} number
 * @param {Sentence | undefined} kept
 * @param {HTMLTableElement} table
 */
function draw(finding, number, kept, table) {
  const grave = isError(finding.severity);
  const line = whyLine(table, grave ? "bad" : "warn");
  line.dataset.finding = `${finding.code}:${finding.row}:${finding.column}`;
  const place = /** @type {HTMLElement} */ (line.querySelector("td:last-child"));
  place.id = `loi-${number}`;
  const words = document.createElement("p");
  const bold = document.createElement("b");
  bold.textContent = grave ? "Lỗi:" : "Cảnh báo:";
  words.append(numberMark(grave, number), " ", bold, " ", finding.message);
  // What could not be read names its code: the help and the office's support know it.
  if (finding.unread) words.append(` (${finding.code})`);
  if (finding.fix) words.append(" ", fixButton(finding, finding.fix));
  place.append(words);
  if (finding.earlier) {
    const before = document.createElement("p");
    before.className = "note";
    before.textContent = `Số đã đổi sau câu giải trình “${finding.earlier}”. Viết lại cho số này.`;
    place.append(before);
  }
  if (!grave) place.append(explainBox(finding, kept));
  return line;
}

/**
 * @param {Finding} finding
 * @param {string} figure
 */
function fixButton(finding, figure) {
  const button = document.createElement("button");
  button.className = "btn btn--link";
  button.type = "submit";
  button.name = "fix";
  button.value = `${finding.row}:${finding.column}:${figure}`;
  button.dataset.fix = figure;
  button.textContent = `Sửa thành ${figure}`;
  return button;
}

/**
 * @param {Finding} finding
 * @param {Sentence | undefined} kept
 */
function explainBox(finding, kept) {
  const label = document.createElement("label");
  label.className = "explain";
  const name = document.createElement("span");
  name.textContent = "Giải trình:";
  const input = document.createElement("input");
  input.className = "input";
  input.name = `explain:${finding.code}:${finding.row}:${finding.column}`;
  const held = finding.explanation ?? kept?.seen ?? "";
  const isTouched = kept !== undefined && kept.text !== kept.seen;
  // A sentence that is being written keeps what it was written upon.
  input.defaultValue = isTouched ? kept.seen : held;
  input.value = isTouched ? kept.text : held;
  input.placeholder = "Viết một câu nếu số này đúng";
  input.autocomplete = "off";
  label.append(name, " ", input);
  return label;
}

/**
 * @param {HTMLTableElement} table
 * @param {string} tone
 */
function whyLine(table, tone) {
  const line = document.createElement("tr");
  line.className = `why why--${tone}`;
  const columns = [...(table.tBodies[0].querySelector("tr[data-line]")?.children ?? [])]
    .reduce((sum, cell) => sum + /** @type {HTMLTableCellElement} */ (cell).colSpan, 0);
  const number = document.createElement("td");
  number.className = "no";
  const words = document.createElement("td");
  words.colSpan = Math.max(1, columns - 1);
  line.append(number, words);
  return line;
}

/**
 * @param {HTMLTableElement} table
 * @param {string} row
 * @returns {Element | null}
 */
function lineOf(table, row) {
  return table.querySelector(`tr[data-line="${CSS.escape(row)}"]`);
}

/** @param {Element} line @returns {Element} */
function lastWhy(line) {
  let last = line;
  while (last.nextElementSibling?.classList.contains("why")) last = last.nextElementSibling;
  return last;
}

/** To the first sentence that is asked for under a cell's row. @param {HTMLElement} td */
export function focusWhy(td) {
  for (let line = td.parentElement?.nextElementSibling; line?.classList.contains("why"); line = line.nextElementSibling) {
    const input = line.querySelector("input");
    if (!input) continue;
    input.focus();
    return true;
  }
  return false;
}

/** @type {{ errors: number, warnings: number } | null} as the server last told; before, as the page shows */
let told = null;

/** Cells that the server has not taken: what it told last says nothing of them. */
let unsaved = 0;

/**
 * The foot does not call a table faultless while cells of it are not saved.
 * @param {HTMLTableElement} table
 * @param {string} state of the outbox
 * @param {number} count
 */
export function showUnsaved(table, state, count) {
  const left = ["lost", "refused", "unread"].includes(state) ? count : state === "saved" ? 0 : unsaved;
  if (left === unsaved) return;
  unsaved = left;
  summarize(table);
}

/**
 * The line at the foot: what is left before handing in. A sentence counts once it is saved.
 * @param {HTMLTableElement} table
 */
function summarize(table) {
  const place = document.querySelector("#con-lai");
  if (!place) return;
  const lines = (/** @type {string} */ tone) => table.querySelectorAll(`tr.why--${tone}[data-finding]`).length;
  const { errors, warnings } = told ?? { errors: lines("bad"), warnings: lines("warn") };
  const boxes = /** @type {HTMLInputElement[]} */ ([...table.querySelectorAll(".explain input")]);
  const open = Math.max(0, warnings - boxes.filter((box) => box.defaultValue.trim()).length);
  const tone = errors + unsaved > 0 ? "bad" : open > 0 ? "near" : "good";
  const symbol = { bad: "i-late", near: "i-warn", good: "i-ok" }[tone];
  place.innerHTML = `<span class="st is-${tone}"><svg aria-hidden="true"><use href="#${symbol}"/></svg><b></b></span>`;
  const words = /** @type {HTMLElement} */ (place.querySelector("b"));
  words.textContent = leftWords(errors, warnings, open);
  document.querySelector("#den-loi")?.toggleAttribute("hidden", errors + open === 0);
}

/**
 * The same words as the page's own (`EntryPage::left`).
 * @param {number} errors
 * @param {number} warnings
 * @param {number} open warnings without a sentence
 */
function leftWords(errors, warnings, open) {
  const parts = [];
  if (unsaved > 0) parts.push(`${unsaved} ô chưa lưu được`);
  if (errors > 0) parts.push(`${errors} lỗi phải sửa`);
  if (open > 0) parts.push(`${open} cảnh báo cần giải trình`);
  if (parts.length > 0) return `Còn ${parts.join(" và ")} trước khi gửi.`;
  if (warnings > 0) return `Biểu này không còn lỗi; ${warnings} cảnh báo, đã giải trình.`;
  return "Biểu này không còn lỗi.";
}

/**
 * Shows both values; the officer chooses.
 * @param {HTMLTableElement} table
 * @param {Conflict} conflict
 * @param {(value: string, keepMine: boolean) => void} choose
 */
export function showConflict(table, conflict, choose) {
  const line = lineOf(table, conflict.row);
  if (!line) return;
  const key = `${conflict.row}:${conflict.column}`;
  table.querySelector(`tr.why[data-both="${CSS.escape(key)}"]`)?.remove();
  const why = whyLine(table, "bad");
  why.dataset.both = key;
  const place = /** @type {HTMLElement} */ (why.querySelector("td:last-child"));
  const words = document.createElement("p");
  const bold = document.createElement("b");
  bold.textContent = "Hai người cùng sửa một ô:";
  const [mine, theirs] = [worded(conflict.mine), worded(conflict.theirs)];
  const both = ` bạn ghi ${mine}; ${conflict.by} ghi ${theirs} lúc ${conflict.at}. `;
  const button = (/** @type {string} */ label, /** @type {boolean} */ isMine) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "btn btn--small";
    element.textContent = label;
    element.addEventListener("click", () => {
      why.remove();
      choose(isMine ? conflict.mine : conflict.theirs, isMine);
    });
    return element;
  };
  words.append(bold, both, button(`Giữ ${mine}`, true), " ", button(`Lấy ${theirs}`, false));
  place.append(words);
  place.setAttribute("role", "alert");
  line.after(why);
}

/** What a cell holds, in the office's words. @param {string} value */
function worded(value) {
  return { "": "trống", co: "Có", khong: "Không" }[value] ?? value;
}

/**
 * Sentences for warnings go the way of the plain form, with what the page showed of each; one that could not
 * be saved stays in its box and on this machine.
 * @param {HTMLFormElement} form
 */
export function explaining(form) {
  const key = `sanhvai:${location.pathname}:giai-trinh`;
  /** @type {Map<string, Sentence>} */ const waiting = new Map(stored(key));
  const keep = () => {
    try {
      if (waiting.size === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify([...waiting]));
    } catch {
      // A full or forbidden storage must not stop the saving itself.
    }
  };
  const box = (/** @type {string} */ name) => {
    const found = form.elements.namedItem(name);
    return found instanceof HTMLInputElement ? found : null;
  };

  /** @param {string} name @param {string} text @param {string} seen */
  async function save(name, text, seen) {
    waiting.set(name, { text, seen });
    keep();
    const answer = await explain(form, name, { text, seen });
    // Written anew since then: that one tells.
    if (waiting.get(name)?.text !== text) return;
    const id = `giai-trinh-${name}`;
    const input = box(name);
    if (answer.state === "saved") {
      waiting.delete(name);
      keep();
      if (input) input.defaultValue = answer.held;
      const table = form.querySelector("table");
      if (table) summarize(table);
      clearNotice(id);
    } else if (answer.state === "both") {
      const theirs = answer.theirs;
      notice(id, "bad", "Hai người cùng viết một câu giải trình.", `Người kia đã lưu: “${theirs || "để trống"}”.`, [
        { label: "Giữ câu của tôi", act: () => save(name, box(name)?.value ?? text, theirs) },
        { label: "Lấy câu kia", act: () => {
          waiting.delete(name);
          keep();
          const there = box(name);
          if (there) there.value = there.defaultValue = theirs;
        } },
      ]);
    } else {
      const again = () => save(name, box(name)?.value ?? text, seen);
      const retry = { label: "Thử lại", act: async () => { if (!answer.isOver || (await renew(form, again))) again(); } };
      const words = `${answer.why} Câu “${text}” vẫn giữ trên máy này.`;
      notice(id, "bad", "Chưa lưu được câu giải trình.", words, answer.isOver ? [DOOR, retry] : [retry]);
    }
  }

  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.name.startsWith("explain:")) save(input.name, input.value, input.defaultValue);
  });
  for (const [name, { text, seen }] of [...waiting]) {
    const input = box(name);
    if (!input || input.defaultValue === text) {
      if (input) waiting.delete(name);
      continue;
    }
    input.value = text;
    save(name, text, seen);
  }
  keep();
}

/** @param {string} key @returns {[string, Sentence][]} */
function stored(key) {
  try {
    const left = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(left) ? left : [];
  } catch {
    return [];
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {Sentence} sentence
 * @returns {Promise<{ state: "saved", held: string } | { state: "both", theirs: string } | { state: "lost", why: string, isOver?: boolean }>}
 */
async function explain(form, name, { text, seen }) {
  const shown = `${encodeURIComponent(name)}=0=${encodeURIComponent(seen)}`;
  const body = new URLSearchParams({ csrf: form.dataset.csrf ?? "", seen: shown, [name]: text });
  const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => null);
  if (!response) return { state: "lost", why: "Mất kết nối." };
  const page = new DOMParser().parseFromString(await response.text().catch(() => ""), "text/html");
  const named = /** @type {HTMLInputElement[]} */ ([...page.querySelectorAll("input")]).filter((each) => each.name === name);
  // The page of choice shows the own sentence, then the other's.
  if (response.status === 409 && named.length > 1) return { state: "both", theirs: named[1].value };
  // Saved, the server leads back to the form; with the session gone it leads to the sign-in.
  const came = new URL(response.url).pathname;
  if (response.ok && came === new URL(form.action).pathname) return { state: "saved", held: named[0]?.defaultValue ?? text };
  const isOver = response.redirected || page.body.textContent?.includes("WEB-002");
  if (isOver) return { state: "lost", why: "Phiên làm việc đã hết: đăng nhập lại ở thẻ mới, rồi về đây thử lại.", isOver };
  // What is no sentence stands beside its box with the reason.
  const reason = page.querySelector(".note.is-bad")?.textContent;
  if (reason) return { state: "lost", why: reason };
  return { state: "lost", why: "Máy chủ không nhận: tải lại trang rồi thử lại." };
}
