// References in words: a figure is picked from a list and put in at the caret, or in place of a typed number.
// What a reference stands for is the server's to say: the panel under a box comes with each saving.

/**
 * Shows how a heading reads now; nothing moves where nothing changed.
 * @param {HTMLElement} box
 * @param {string} html
 */
export function showProof(box, html) {
  const place = /** @type {HTMLElement | null} */ (box.querySelector("[data-proof]"));
  if (!place || place.dataset.shown === html) return;
  place.dataset.shown = html;
  const told = () => place.querySelector("[data-summary]")?.getAttribute("data-summary") ?? "";
  const before = told();
  place.innerHTML = html;
  const line = document.querySelector("#da-luu");
  if (told() && told() !== before && line) say(`Mục này có ${told()}`);
}

/** Told once to those who do not see the panel. @param {string} words */
function say(words) {
  const id = "loi-van-bao";
  let place = document.getElementById(id);
  if (!place) {
    place = document.createElement("p");
    place.id = id;
    place.className = "sr";
    place.setAttribute("role", "status");
    document.querySelector("main")?.append(place);
  }
  place.textContent = words;
}

/**
 * Puts text in at the selection; the browser's own undo takes it back.
 * @param {HTMLTextAreaElement} area
 * @param {string} text
 */
function insert(area, text) {
  area.focus();
  document.execCommand("insertText", false, text);
}

/**
 * A figure of the table in place of a typed number.
 * @param {HTMLFormElement} form
 * @param {() => void} save
 */
export function offerTaking(form, save) {
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[name=take]") : null;
    const area = button?.closest("[data-heading]")?.querySelector("textarea");
    if (!(button instanceof HTMLButtonElement) || !area) return;
    event.preventDefault();
    const [, at, number, token] = button.value.split("|");
    const place = nearest(area.value, number, Number(at));
    if (place < 0) return;
    area.setSelectionRange(place, place + number.length);
    insert(area, token);
    save();
  });
}

/**
 * Where a number stands alone, nearest to where it was told: the text may have moved on since.
 * @param {string} text
 * @param {string} number
 * @param {number} at
 */
function nearest(text, number, at) {
  let best = -1;
  for (let place = text.indexOf(number); place >= 0; place = text.indexOf(number, place + 1)) {
    const alone = !/[\p{L}\p{N}.,]$/u.test(text.slice(0, place)) && !/^[\p{L}\p{N}]/u.test(text.slice(place + number.length));
    if (alone && (best < 0 || Math.abs(place - at) < Math.abs(best - at))) best = place;
  }
  return best;
}

/**
 * The dialog with all figures of the report, read when it is opened.
 * @param {HTMLFormElement} form
 */
export function offerFigures(form) {
  const dialog = document.querySelector("#chon-so");
  const list = dialog?.querySelector("#chon-so-o");
  const filter = dialog?.querySelector("input");
  const count = dialog?.querySelector("[data-count]");
  if (!(dialog instanceof HTMLDialogElement) || !list || !filter || !count) return;
  /** @type {HTMLTextAreaElement | null} */ let area = null;

  /** @param {string} href @param {string} hint of the heading: the forms that it names come first */
  const open = async (href, hint) => {
    filter.value = "";
    list.replaceChildren();
    count.textContent = "Đang lấy số của biểu";
    dialog.showModal();
    filter.focus();
    const found = await figures(href);
    const named = (/** @type {Element} */ each) => hint.split(/[^\p{L}\p{N}]+/u).includes(each.getAttribute("data-form") ?? "-");
    if (found) list.replaceChildren(...found.filter(named), ...found.filter((each) => !named(each)));
    if (found) narrow();
    else count.textContent = "Không lấy được số của biểu. Kiểm tra đường truyền rồi mở lại.";
  };
  const narrow = () => {
    const words = fold(filter.value).split(" ").filter(Boolean);
    let left = 0;
    for (const group of list.querySelectorAll("section")) {
      let any = false;
      for (const line of group.querySelectorAll("li")) {
        const find = ` ${line.dataset.find ?? ""}`;
        line.hidden = !words.every((word) => find.includes(` ${word}`));
        if (!line.hidden) left += 1;
        any ||= !line.hidden;
      }
      group.hidden = !any;
    }
    count.textContent = left > 0 ? `${left} ô có số. Bấm một ô để chèn.` : "Không có ô nào có số hợp với từ tìm.";
  };
  const choices = () => /** @type {HTMLButtonElement[]} */ ([...list.querySelectorAll("li:not([hidden]) button")]);

  form.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-pick]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    area = link.closest("[data-heading]")?.querySelector("textarea") ?? null;
    open(link.href, link.closest("[data-heading]")?.querySelector(".note")?.textContent ?? "");
  });
  dialog.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target === dialog || target?.closest("[data-close]")) return dialog.close();
    const token = target?.closest("li")?.dataset.token;
    if (!token || !target?.closest("button")) return;
    dialog.close();
    if (area) insert(area, token);
  });
  dialog.addEventListener("close", () => area?.focus());
  filter.addEventListener("input", narrow);
  dialog.addEventListener("keydown", (event) => {
    const all = choices();
    const at = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (event.key === "Enter" && document.activeElement === filter) {
      event.preventDefault();
      all[0]?.click();
    } else if (step !== 0 && all.length > 0) {
      event.preventDefault();
      if (at + step < 0) filter.focus();
      else all[Math.min(at + step, all.length - 1)].focus();
    }
  });
}

/**
 * The list of the page of figures, each line a button.
 * @param {string} href
 * @returns {Promise<Element[] | null>}
 */
async function figures(href) {
  const answer = await fetch(href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const line of page.querySelectorAll("#cac-so li")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...line.childNodes);
    line.append(button);
  }
  return [...(page.querySelector("#cac-so")?.children ?? [])];
}

/** Without accents, as the server's list is. @param {string} text */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
