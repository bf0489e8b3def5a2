// Remarks: a cell, a row or a heading is chosen where it stands, and the box for the words comes to hand.

import { own } from "./cells.js";

/** @typedef {{ form: string, row: string, column: string, label: string }} Place */

/** @returns {HTMLFormElement | null} */
function box() {
  return document.querySelector("#viet-y-kien");
}

/**
 * A new remark goes to this place; a place that the list has not is added to it.
 * @param {Place} place
 */
function choose({ form, row, column, label }) {
  const list = box()?.elements.namedItem("place");
  if (!(list instanceof HTMLSelectElement)) return;
  const value = `${form}|${row}|${column}`;
  if (!list.querySelector(`option[value="${CSS.escape(value)}"]`)) list.add(new Option(label, value), 1);
  list.value = value;
}

/**
 * While a form is filled a new remark goes to the cell that was chosen last.
 * @param {HTMLElement} td
 * @param {string} label
 */
export function remarkOn(td, label) {
  const [row, column] = keyOf(td);
  const form = /** @type {HTMLInputElement | null} */ (box()?.querySelector("input[name=form]"))?.value;
  if (form && row) choose({ form, row, column, label });
}

/** @param {HTMLElement} td */
function keyOf(td) {
  return (td.dataset.cell ?? td.dataset.computed ?? "").split(":");
}

/** In review each heading and each chosen cell offers a remark. */
export function readOnly() {
  const form = box();
  if (!form) return;
  for (const title of document.querySelectorAll("section.block[id] > h2, .written > h3")) offerAt(title);
  for (const table of document.querySelectorAll(".grid table")) {
    if (table instanceof HTMLTableElement) offerIn(table);
  }
}

/** @param {Place} place */
function write(place) {
  const area = box()?.querySelector("textarea");
  choose(place);
  box()?.scrollIntoView({ block: "center" });
  area?.focus({ preventScroll: true });
}

/** The part that a place stands in. @param {Element} place */
function formOf(place) {
  const own = /** @type {HTMLInputElement | null} */ (box()?.querySelector("input[name=form]"))?.value;
  return own || (place.closest("section.block[id]")?.id ?? "");
}

/** @param {string} label @param {() => void} act */
function control(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--small remark-here";
  button.textContent = "Ý kiến";
  button.setAttribute("aria-label", `Ý kiến về ${label}`);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act();
  });
  return button;
}

/** @param {Element} title of a part or of a heading */
function offerAt(title) {
  const label = title.textContent?.trim() ?? "";
  const row = title.closest(".written")?.id.replace(/^muc-/, "") ?? "";
  title.append(" ", control(label, () => write({ form: formOf(title), row, column: "", label })));
}

/**
 * One cell of a table is chosen, by pointer or by arrows; it holds the control.
 * @param {HTMLTableElement} table
 */
function offerIn(table) {
  const lines = [...table.tBodies[0].rows]
    .map((line) => [...line.cells].filter((td) => keyOf(td)[0] !== ""))
    .filter((line) => line.length > 0);
  const names = columnNames(table);
  /** @type {HTMLElement | null} */ let marked = null;

  /** @param {HTMLElement} td */
  const mark = (td) => {
    if (td === marked) return;
    marked?.classList.remove("sel");
    marked?.querySelector(".remark-here")?.remove();
    if (marked) marked.tabIndex = -1;
    marked = td;
    td.tabIndex = 0;
    td.classList.add("sel");
    const [row, column] = keyOf(td);
    const place = { form: formOf(table), row, column, label: labelOf(td, names) };
    choose(place);
    td.append(control(place.label, () => write(place)));
  };
  const first = lines[0]?.[0];
  if (first) first.tabIndex = 0;
  table.addEventListener("click", (event) => {
    const td = event.target instanceof Element ? event.target.closest("td") : null;
    if (td && keyOf(td)[0] !== "") mark(td);
  });
  table.addEventListener("keydown", (event) => {
    const td = event.target instanceof HTMLTableCellElement ? event.target : null;
    if (!td) return;
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    const right = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const at = lines.findIndex((line) => line.includes(td));
    const to = event.key === "Enter" ? td : lines[at + down]?.[lines[at].indexOf(td) + right];
    if (!to || (to === td && event.key !== "Enter")) return;
    event.preventDefault();
    mark(to);
    if (event.key === "Enter") /** @type {HTMLElement | null} */ (to.querySelector(".remark-here"))?.focus();
    else to.focus();
  });
}

/** "Ban Chấp hành, cấp xã, nữ": row and column. @param {HTMLElement} td @param {string[]} names */
function labelOf(td, names) {
  let at = 0;
  for (let before = td.previousElementSibling; before; before = before.previousElementSibling) {
    at += /** @type {HTMLTableCellElement} */ (before).colSpan;
  }
  const row = own(td.parentElement?.querySelector("th"));
  return names[at] ? `${row}, ${names[at].toLowerCase()}` : row;
}

/** The names of all columns, merged heads first. @param {HTMLTableElement} table @returns {string[]} */
function columnNames(table) {
  /** @type {string[][]} */ const names = [];
  /** @type {boolean[][]} */ const taken = [];
  [...(table.tHead?.rows ?? [])].forEach((line, down) => {
    let at = 0;
    for (const th of line.cells) {
      while (taken[down]?.[at]) at += 1;
      for (let right = at; right < at + th.colSpan; right += 1) {
        (names[right] ??= []).push(own(th));
        for (let below = down; below < down + th.rowSpan; below += 1) (taken[below] ??= [])[right] = true;
      }
      at += th.colSpan;
    }
  });
  return names.map((each) => each.join(", "));
}
