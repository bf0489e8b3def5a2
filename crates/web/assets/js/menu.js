// The menu of a cell's status, by keyboard and mouse.

/** @type {[string, string, string][]} status, word, explanation */
const CHOICES = [
  ["actual", "Thực tế", "số đã chốt"],
  ["estimate", "Ước", "sau này thay bằng số thực tế"],
  ["not_arising", "Không phát sinh", "không có việc đó trong kỳ"],
  ["missing", "Thiếu", "có việc nhưng chưa có số"],
];

/**
 * Opens the menu under a cell.
 * @param {HTMLElement} cell
 * @param {(status: string) => void} choose
 * @param {() => void} close gives the focus back
 */
export function openStatusMenu(cell, choose, close) {
  document.querySelector(".status-menu")?.remove();
  const menu = document.createElement("div");
  menu.className = "status-menu";
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", "Số liệu của ô này là");
  for (const [status, word, note] of CHOICES) {
    const item = document.createElement("button");
    item.type = "button";
    item.setAttribute("role", "menuitemradio");
    item.setAttribute("aria-checked", String(cell.dataset.status === status));
    const bold = document.createElement("b");
    bold.textContent = word;
    item.append(bold, ` ${note}`);
    item.addEventListener("click", () => {
      leave();
      choose(status);
    });
    menu.append(item);
  }
  let isOpen = true;
  // Taking the menu away takes the focus out of it, which asks for the same once more.
  const shut = () => {
    if (!isOpen) return;
    isOpen = false;
    menu.remove();
  };
  const leave = () => {
    shut();
    close();
  };
  menu.addEventListener("keydown", (event) => step(event, menu, leave));
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(/** @type {Node | null} */ (event.relatedTarget))) shut();
  });
  cell.append(menu);
  const current = menu.querySelector('[aria-checked="true"]') ?? menu.firstElementChild;
  /** @type {HTMLElement} */ (current).focus();
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} menu
 * @param {() => void} leave
 */
function step(event, menu, leave) {
  const items = /** @type {HTMLElement[]} */ ([...menu.children]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  event.stopPropagation();
  if (move) {
    event.preventDefault();
    items[(at + move + items.length) % items.length].focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    leave();
  }
}
