// The narrative: one box for each heading, saved while writing, text from Word reduced to light markup.

import { clearNotice, notice, Outbox, post, savedLine } from "./outbox.js";
import { offerFigures, offerTaking, showProof } from "./reference.js";
import { reduce } from "./word.js";

/** @typedef {{ heading: string, text: string, answer: string, expected_revision: number }} Change */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#loi-van"));
if (form) write(form);

/** @param {HTMLFormElement} form */
function write(form) {
  const say = savedLine("mục");
  let savedAt = "";
  /** @type {Map<string, HTMLElement>} */
  const boxes = new Map();
  for (const box of form.querySelectorAll("[data-heading]")) {
    if (box instanceof HTMLElement) boxes.set(box.dataset.heading ?? "", box);
  }
  /** @type {Outbox<Change>} */
  const outbox = new Outbox({
    key: `sanhvai:${location.pathname}${location.search}`,
    send,
    onState: (state, count) => say(state, count, savedAt),
  });

  /**
   * One heading after the other: each has its own number of changes.
   * @param {Change[]} changes
   * @param {boolean} last
   */
  async function send(changes, last) {
    for (const change of changes) {
      const box = boxes.get(change.heading);
      const expected_revision = Number(box?.dataset.revision ?? change.expected_revision);
      const body = { csrf: form.dataset.csrf, ...change, expected_revision };
      const { answer, data } = await post(`${form.action}/text`, body, last);
      if (data) take(change, data);
      if (answer !== "taken") return answer;
    }
    return /** @type {const} */ ("taken");
  }

  /**
   * @param {Change} change
   * @param {any} data
   */
  function take(change, data) {
    clearNotice("tu-choi");
    if (data.problem) {
      const { code, what, why, next } = data.problem;
      notice("tu-choi", "bad", what, [why, next, code && `(${code})`].filter(Boolean).join(" "), [
        { label: "Thử lưu lại", act: () => outbox.flush() },
      ]);
      return;
    }
    savedAt = data.saved_at ?? savedAt;
    const box = boxes.get(change.heading);
    if (box && data.revision !== undefined) box.dataset.revision = String(data.revision);
    if (box && typeof data.proof === "string") showProof(box, data.proof);
    for (const conflict of data.conflicts ?? []) offerBoth(change, conflict);
  }

  /**
   * @param {Change} change
   * @param {{ mine: string, theirs: string, by: string, at: string, revision?: number }} conflict
   */
  function offerBoth(change, conflict) {
    const box = boxes.get(change.heading);
    const area = box?.querySelector("textarea");
    if (!box || !area) return;
    if (conflict.revision !== undefined) box.dataset.revision = String(conflict.revision);
    const id = `hai-ban-${change.heading}`;
    notice(id, "bad", "Hai người cùng viết một mục.", `${conflict.by} lưu lúc ${conflict.at}: “${conflict.theirs}”`, [
      { label: "Giữ bản của tôi", act: () => put(area) },
      { label: "Lấy bản kia", act: () => { area.value = conflict.theirs; put(area); } },
      { label: "Giữ cả hai", act: () => { area.value = `${conflict.theirs}\n\n${change.text}`; put(area); } },
    ]);
    document.getElementById(id)?.setAttribute("role", "alert");
  }

  /** @param {HTMLTextAreaElement} area */
  function put(area) {
    const box = /** @type {HTMLElement | null} */ (area.closest("[data-heading]"));
    const heading = box?.dataset.heading ?? "";
    const answer = box?.querySelector("input[type=radio]:checked");
    outbox.put(heading, {
      heading,
      text: area.value,
      answer: answer instanceof HTMLInputElement ? answer.value : "",
      expected_revision: Number(box?.dataset.revision ?? 0),
    });
    grow(area);
  }

  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) put(event.target);
  });
  form.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!(event.target instanceof HTMLTextAreaElement) || !html) return;
    event.preventDefault();
    // insertText keeps the browser's own undo.
    document.execCommand("insertText", false, reduce(html, event.clipboardData?.getData("text/plain")));
  });
  form.addEventListener("submit", (event) => {
    if (outbox.size === 0) return;
    event.preventDefault();
    outbox.flush();
  });
  form.addEventListener("change", (event) => {
    const input = event.target;
    const area = input instanceof HTMLInputElement ? input.closest("[data-heading]")?.querySelector("textarea") : null;
    if (area) put(area);
  });
  for (const area of form.querySelectorAll("textarea")) grow(area);
  offerFigures(form);
  offerTaking(form, () => outbox.flush());
  offerBack(outbox, boxes, put);
}

/** The box is as tall as its text. @param {HTMLTextAreaElement} area */
function grow(area) {
  const lines = area.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 110), 0);
  area.rows = Math.max(4, Math.min(30, lines + 1));
}

/**
 * Offers what an earlier visit could not send.
 * @param {Outbox<Change>} outbox
 * @param {Map<string, HTMLElement>} boxes
 * @param {(area: HTMLTextAreaElement) => void} put
 */
function offerBack(outbox, boxes, put) {
  const left = outbox.left().filter(([heading]) => boxes.has(heading));
  if (left.length === 0) return;
  notice("con-lai-tren-may", "near", `Còn ${left.length} mục viết lần trước chưa lưu được.`, "Lời văn vẫn giữ trên máy này.", [
    {
      label: "Đưa vào",
      act: () => {
        for (const [heading, change] of left) {
          const area = boxes.get(heading)?.querySelector("textarea");
          if (!area) continue;
          area.value = change.text;
          put(area);
        }
      },
    },
    { label: "Bỏ", act: () => outbox.forget() },
  ]);
}
