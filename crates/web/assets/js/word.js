// What comes out of Word becomes light markup: paragraphs parted by an empty line, "- " for lists.

/**
 * Reduces pasted HTML to light markup.
 * @param {string} html
 * @returns {string}
 */
export function reduce(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const element of page.querySelectorAll("style, script, meta, title, head, o\\:p")) element.remove();
  /** @type {string[]} */ const blocks = [];
  walk(page.body, blocks);
  return blocks.join("\n\n").replace(/(^|\n)(- [^\n]*)\n\n(?=- )/g, "$1$2\n").replace(/(^|\n)(- [^\n]*)\n\n(?=- )/g, "$1$2\n");
}

/**
 * @param {Element} parent
 * @param {string[]} blocks
 */
function walk(parent, blocks) {
  for (const element of parent.children) {
    if (isItem(element)) push(blocks, `- ${words(element).replace(/^[-–•·o§+*]\s*/, "")}`);
    else if (element.tagName === "TR") push(blocks, [...element.children].map(words).join(" | "));
    else if (isBlock(element)) push(blocks, words(element));
    else walk(element, blocks);
  }
  if (parent.children.length === 0) push(blocks, words(parent));
}

/** @param {Element} element */
function isItem(element) {
  return element.tagName === "LI" || /MsoListParagraph/.test(element.className) ||
    (isBlock(element) && /^[-–•·]\s+/.test(words(element)));
}

/** @param {Element} element */
function isBlock(element) {
  return /^(P|H[1-6]|BLOCKQUOTE|PRE)$/.test(element.tagName);
}

/** @param {Element} element */
function words(element) {
  return (element.textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim().normalize("NFC");
}

/**
 * @param {string[]} blocks
 * @param {string} text
 */
function push(blocks, text) {
  if (text && text !== "- ") blocks.push(text);
}
