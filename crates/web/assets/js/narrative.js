// The narrative: one box for each heading, saved while writing, text from Word reduced to light markup.

import { offerMarks } from "./markup.js";
import { clearNotice, notice, Outbox, post, refused, savedLine } from "./outbox.js";
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
    if (data.problem) return refused(form, data.problem, () => outbox.flush());
    savedAt = data.saved_at ?? savedAt;
    const box = boxes.get(change.heading);
    if (box && data.revision !== undefined) {
      box.dataset.revision = String(data.revision);
      // What was written meanwhile goes on from there, also after a reload.
      outbox.amend(change.heading, { expected_revision: data.revision });
    }
    if (box && typeof data.proof === "string") showProof(box, data.proof);
    for (const conflict of data.conflicts ?? []) offerBoth(change, conflict);
  }

  /**
   * Until the writer has chosen, the own words stay on this machine and nothing is written over the other's.
   * @param {Change} change
   * @param {{ mine: string, theirs: string, answer?: string, by: string, at: string, revision?: number }} conflict
   */
  function offerBoth(change, conflict) {
    const box = boxes.get(change.heading);
    const area = box?.querySelector("textarea");
    if (!box || !area) return;
    const id = `hai-ban-${change.heading}`;
    const kept = leftId(change.heading);
    outbox.keep(kept, change);
    const choose = (/** @type {string} */ text, /** @type {string | undefined} */ answer) => {
      outbox.forget([kept]);
      if (answer !== undefined) for (const radio of radios(box)) radio.checked = radio.value === answer;
      if (conflict.revision !== undefined) box.dataset.revision = String(conflict.revision);
      area.value = text;
      put(area);
    };
    notice(id, "bad", "Hai người cùng viết một mục.", `${conflict.by} lưu lúc ${conflict.at}: ${said(box, conflict)}`, [
      { label: "Giữ bản của tôi", act: () => choose(area.value) },
      { label: "Lấy bản kia", act: () => choose(conflict.theirs, conflict.answer) },
      { label: "Giữ cả hai", act: () => choose(`${conflict.theirs}\n\n${area.value}`) },
    ]);
    document.getElementById(id)?.setAttribute("role", "alert");
  }

  /** @param {HTMLTextAreaElement} area */
  function put(area) {
    const box = /** @type {HTMLElement | null} */ (area.closest("[data-heading]"));
    const heading = box?.dataset.heading ?? "";
    outbox.put(heading, {
      heading,
      text: area.value,
      answer: chosen(box ?? undefined),
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
    const { text, told } = reduce(html, event.clipboardData?.getData("text/plain"));
    // insertText keeps the browser's own undo.
    document.execCommand("insertText", false, text);
    clearNotice("da-dan");
    if (told) notice("da-dan", "near", "Đã dán.", told, [{ label: "Đóng", act: () => {} }]);
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
  offerMarks(form);
  offerFigures(form);
  offerTaking(form, () => outbox.flush());
  offerBack(outbox, boxes, put);
}

/** The box is as tall as its text. @param {HTMLTextAreaElement} area */
function grow(area) {
  const lines = area.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 110), 0);
  area.rows = Math.max(4, Math.min(30, lines + 1));
}

/** Words of an earlier visit are kept beside what is written now. @param {string} heading */
function leftId(heading) {
  return `truoc ${heading}`;
}

/**
 * Offers what an earlier visit could not send, and keeps each until it is taken or dropped.
 * @param {Outbox<Change>} outbox
 * @param {Map<string, HTMLElement>} boxes
 * @param {(area: HTMLTextAreaElement) => void} put
 */
function offerBack(outbox, boxes, put) {
  /** @type {Map<string, Change>} */ const left = new Map();
  for (const [, change] of outbox.left()) {
    const box = boxes.get(change.heading);
    const area = box?.querySelector("textarea");
    const answer = radios(box).find((radio) => radio.defaultChecked)?.value ?? "";
    const same = area?.defaultValue.trim() === change.text.trim() && answer === change.answer;
    // The last sending of the earlier visit did arrive.
    if (!area || same) continue;
    const other = left.get(change.heading);
    const isOther = other && other.text.trim() !== change.text.trim();
    left.set(change.heading, isOther ? { ...change, text: `${other.text}\n\n${change.text}` } : change);
  }
  for (const [heading, change] of left) outbox.keep(leftId(heading), change);
  if (left.size === 0) return;
  const act = () => {
    for (const [heading, change] of left) {
      const box = boxes.get(heading);
      const area = box?.querySelector("textarea");
      if (!box || !area || !outbox.keeps(leftId(heading))) continue;
      const isTouched = area.value !== area.defaultValue && area.value !== change.text;
      area.value = isTouched ? `${area.value}\n\n${change.text}` : change.text;
      if (!isTouched) {
        // Where another wrote since then, the server shows both.
        box.dataset.revision = String(change.expected_revision);
        for (const radio of radios(box)) radio.checked = radio.value === change.answer;
      }
      outbox.forget([leftId(heading)]);
      put(area);
    }
  };
  notice("con-lai-tren-may", "near", `Còn ${left.size} mục viết lần trước chưa lưu được.`, "Lời văn vẫn giữ trên máy này.", [
    { label: "Đưa vào", act },
    { label: "Bỏ", act: () => outbox.forget([...left.keys()].map(leftId)) },
  ]);
}

/** @param {HTMLElement | undefined} box @returns {HTMLInputElement[]} */
function radios(box) {
  return [...(box?.querySelectorAll("input[type=radio]") ?? [])].filter((each) => each instanceof HTMLInputElement);
}

/**
 * What the other wrote, with the answer where one is asked for.
 * @param {HTMLElement} box
 * @param {{ theirs: string, answer?: string }} conflict
 */
function said(box, { theirs, answer }) {
  const radio = radios(box).find((each) => each.value === answer);
  const label = radio?.closest("label")?.textContent?.trim();
  return [label, theirs && `“${theirs}”`].filter(Boolean).join(", ") || "để trống";
}

/** The answer of a check-list, empty where none is given. @param {HTMLElement | undefined} box */
function chosen(box) {
  return radios(box).find((radio) => radio.checked)?.value ?? "";
}
