// What comes out of Word, a browser or a sheet becomes light markup: paragraphs parted by an empty line,
// "- " for lists, "1. " where they are numbered, cells of a table with " | " between. No word is lost:
//
//   <div>Một <b>hai</b> ba.</div>           Một hai ba.
//   Dòng 1<br>Dòng 2 <span>x</span>         Dòng 1 / Dòng 2 x
//   <ul><li>A<ul><li>B</li></ul></li></ul>  - A / - B
//   <ol><li>A</li><li>B</li></ol>           1. A // 2. B

/** Light markup that grows: blocks are done, the text of the last one is still being read. */
class Blocks {
  /** @type {string[]} */ done = [];
  text = "";
  /** @type {string} "- " or "2. ", until the item has words */ marker = "";

  /** The block ends here; an empty one was none. */
  close() {
    const lines = this.text.split("\n").map(tidy).join("\n").replace(/\n{3,}/g, "\n\n").trim();
    this.text = "";
    if (!lines) return;
    // An item is one line: what stands under it would be a paragraph of its own.
    const first = this.marker ? this.marker + lines.replace(BULLET, "").replace(/([^\n])\n(?!\n)/g, "$1 ") : lines;
    this.marker = "";
    const each = first.split("\n\n").map((block) => block.split("\n").map((one) => one.replace(BULLET, "- ")));
    this.done.push(...each.map((block) => block.join("\n")));
  }

  /** Lines of a list stand under one another, all else is parted by an empty line. */
  toString() {
    let text = "";
    let before = "";
    for (const block of this.done) {
      const together = block.startsWith("- ") && before.startsWith("- ");
      text += (text === "" ? "" : together ? "\n" : "\n\n") + block;
      before = block;
    }
    return text.normalize("NFC");
  }
}

/** What Word and people put before an item; a sign right before a figure is none. */
const BULLET = /^(?:[•·§▪●◦\uF0B7\uF0A7\uF0D8\uF076\uF0A8➢➤❖]\s*|[-–—+*]\s+)/;
const IS_BLOCK = /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|CAPTION|CENTER|DD|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|TBODY|TFOOT|THEAD|TR|UL)$/;
const SILENT = /^(STYLE|SCRIPT|META|TITLE|HEAD|LINK|TEMPLATE|NOSCRIPT)$/;

/**
 * Reduces pasted HTML to light markup; the plain text is taken where it holds more words.
 * @param {string} html
 * @param {string} [plain] the same as the clipboard holds it without marks
 * @returns {string}
 */
export function reduce(html, plain = "") {
  const blocks = new Blocks();
  walk(new DOMParser().parseFromString(html, "text/html").body, blocks);
  blocks.close();
  const text = blocks.toString();
  return count(text) >= count(plain) ? text : plain.replace(/\r\n?/g, "\n").normalize("NFC").trim();
}

/**
 * @param {Node} parent
 * @param {Blocks} blocks
 */
function walk(parent, blocks) {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) read(/** @type {Text} */ (node), blocks);
    else if (node instanceof Element && !SILENT.test(node.tagName)) enter(node, blocks);
  }
}

/**
 * @param {Text} node
 * @param {Blocks} blocks
 */
function read(node, blocks) {
  const isKept = node.parentElement?.closest("pre, textarea") != null;
  blocks.text += isKept ? node.data.replace(/\r\n?/g, "\n") : node.data.replace(/\s+/g, " ");
}

/**
 * @param {Element} element
 * @param {Blocks} blocks
 */
function enter(element, blocks) {
  if (element.tagName === "BR") {
    blocks.text += "\n";
  } else if (element.tagName === "TR" && element.children.length > 1) {
    blocks.close();
    blocks.text = [...element.children].map(line).join(" | ");
    if (!/[^\s|]/.test(blocks.text)) blocks.text = "";
    blocks.close();
  } else if (!IS_BLOCK.test(element.tagName)) {
    // Words of a cell do not run into those of the next one.
    if (/^T[DH]$/.test(element.tagName)) blocks.text += " ";
    walk(element, blocks);
  } else {
    blocks.close();
    const outside = blocks.marker;
    const own = marker(element);
    if (own) blocks.marker = own;
    walk(element, blocks);
    if (isWordItem(element)) blocks.text = wordItem(blocks);
    blocks.close();
    if (own) blocks.marker = outside && blocks.marker === own ? outside : "";
  }
}

/** An item of Word's own lists: its bullet or number stands in the words. @param {Element} element */
function isWordItem(element) {
  return element.tagName !== "LI" && /MsoListParagraph/.test(element.className);
}

/**
 * What stands before the words of an item; nothing where the element is none.
 * @param {Element} element
 */
function marker(element) {
  if (isWordItem(element)) return "- ";
  if (element.tagName !== "LI") return "";
  const list = element.parentElement;
  if (!(list instanceof HTMLOListElement)) return "- ";
  const items = [...list.children].filter((each) => each.tagName === "LI");
  let number = list.start;
  for (const item of items) {
    const own = Number(item.getAttribute("value"));
    if (own > 0) number = own;
    if (item === element) break;
    number += 1;
  }
  const isLetter = /^a$/i.test(list.type) && number <= 26;
  return isLetter ? `${String.fromCharCode(96 + number)}) ` : `${number}. `;
}

/** A number that Word wrote stays and takes the place of the dash. @param {Blocks} blocks */
function wordItem(blocks) {
  const words = tidy(blocks.text.replaceAll("\n", " ")).replace(/^o\s+(?=\S)/, "");
  if (/^(?:\d+(?:\.\d+)*|[a-zđ]|[ivx]+)[.)]\s/i.test(words)) blocks.marker = "";
  return words;
}

/** A cell on one line. @param {Element} cell */
function line(cell) {
  const inner = new Blocks();
  walk(cell, inner);
  inner.close();
  return inner.done.join(" ").replace(/\s+/g, " ");
}

/** @param {string} text */
function tidy(text) {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}

/** How many words and figures a text holds; what stands before the items of a list is none. @param {string} text */
function count(text) {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word) && !/^(?:o|(?:\d+|\p{L})[.)])$/u.test(word)).length;
}
