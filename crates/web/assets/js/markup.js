// Headings and lists by hand: buttons above the box that is written in, and Enter that goes on with a list.
// They only put in the marks that people may type themselves: "# ", "- ", "1. ", two spaces a level.

/** What a line of a list begins with. */
const ITEM = /^(\s*)(?:([-+•])|(\d{1,2})([.)])) +/;

/** Lines with their new beginnings. @type {[string, string, (lines: string[]) => string[]][]} */
const ACTS = [
  ["Đề mục", "Dòng này là đề mục nhỏ, hoặc thôi", (lines) => toggled(lines, /^# +/, () => "# ")],
  ["Gạch đầu dòng", "Mỗi dòng một gạch đầu dòng, hoặc thôi", (lines) => toggled(lines, /^\s*[-+•] +/, () => "- ")],
  ["Đánh số", "Mỗi dòng một số, hoặc thôi", (lines) => toggled(lines, /^\s*\d{1,2}[.)] +/, (at) => `${at + 1}. `)],
  ["Xuống bậc", "Xuống một bậc của danh sách", (lines) => lines.map((line) => (ITEM.test(line) ? `  ${line}` : line))],
  ["Lên bậc", "Lên một bậc của danh sách", (lines) => lines.map((line) => line.replace(/^ {1,2}/, ""))],
];

/** The marks go where all lines have them, else every line gets its own. @param {string[]} lines @param {RegExp} mark @param {(at: number) => string} put */
function toggled(lines, mark, put) {
  const written = lines.filter((line) => line.trim() !== "");
  if (written.length > 0 && written.every((line) => mark.test(line))) return lines.map((line) => line.replace(mark, ""));
  let at = -1;
  return lines.map((line) => {
    if (line.trim() === "" && lines.length > 1) return line;
    at += 1;
    return put(at) + line.replace(/^# +/, "").replace(ITEM, "").trimStart();
  });
}

/** @param {HTMLFormElement} form */
export function offerMarks(form) {
  const bar = document.createElement("p");
  bar.className = "markbar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Đề mục và danh sách");
  for (const [label, title, act] of ACTS) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--small", textContent: label, title });
    // The box keeps its caret while a button is pressed.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const area = bar.parentElement?.querySelector("textarea");
      if (area) change(area, act);
    });
    bar.append(button);
  }
  form.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLTextAreaElement && event.target.previousElementSibling !== bar) event.target.before(bar);
  });
  form.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLTextAreaElement && event.key === "Enter" && !event.shiftKey && !event.isComposing) goOn(event, event.target);
  });
}

/**
 * Changes the lines that the selection touches; the browser's own undo takes it back.
 * @param {HTMLTextAreaElement} area
 * @param {(lines: string[]) => string[]} act
 */
function change(area, act) {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const behind = value.indexOf("\n", selectionEnd);
  const to = behind < 0 ? value.length : behind;
  const text = act(value.slice(from, to).split("\n")).join("\n");
  area.focus();
  if (text === value.slice(from, to)) return;
  area.setSelectionRange(from, to);
  if (text === "") document.execCommand("delete");
  else document.execCommand("insertText", false, text);
  if (selectionStart !== selectionEnd) area.setSelectionRange(from, from + text.length);
}

/**
 * The next line of a list has its mark, too; Enter in an empty one ends the list.
 * @param {KeyboardEvent} event
 * @param {HTMLTextAreaElement} area
 */
function goOn(event, area) {
  const { value, selectionStart: at, selectionEnd } = area;
  const from = value.lastIndexOf("\n", at - 1) + 1;
  const line = value.slice(from, at);
  const item = ITEM.exec(line);
  if (!item || at !== selectionEnd) return;
  event.preventDefault();
  if (line.length === item[0].length) {
    area.setSelectionRange(from, at);
    document.execCommand("delete");
    return;
  }
  const [, blank, dash, number, sign] = item;
  document.execCommand("insertText", false, `\n${blank}${dash ?? Number(number) + 1 + sign} `);
}
