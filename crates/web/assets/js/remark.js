// Review: a click on a cell chooses it for a remark.

/**
 * A new remark goes to the cell that was chosen last.
 * @param {HTMLElement} td
 * @param {string} label
 */
export function remarkOn(td, label) {
  const box = /** @type {HTMLFormElement | null} */ (document.querySelector("#viet-y-kien"));
  const key = td.dataset.cell ?? td.dataset.computed;
  if (!box || !key) return;
  const [row, column] = key.split(":");
  const set = (/** @type {string} */ name, /** @type {string} */ value) => {
    const input = box.elements.namedItem(name);
    if (input instanceof HTMLInputElement) input.value = value;
  };
  set("row", row);
  set("column", column);
  const part = td.closest("section[id]");
  if (part) set("form", part.id);
  const place = box.querySelector("[data-remark-place]");
  if (place) place.textContent = `cho ô: ${label}`;
}

/** In review a click on a cell chooses it for a remark. */
export function readOnly() {
  let marked = /** @type {HTMLElement | null} */ (null);
  document.addEventListener("click", (event) => {
    const td = event.target instanceof Element ? event.target.closest(".grid td[data-cell], .grid td[data-computed]") : null;
    if (!(td instanceof HTMLElement)) return;
    marked?.classList.remove("sel");
    marked = td;
    td.classList.add("sel");
    const name = td.parentElement?.querySelector("th")?.textContent?.trim() ?? "";
    remarkOn(td, `${name}, ${td.querySelector("b")?.textContent ?? ""}`);
  });
}
