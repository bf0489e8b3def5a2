// What comes out of Word, a browser or a sheet becomes light markup: paragraphs parted by an empty line,
// "# " for headings, "- " and "1. " for lists, set in by two spaces a level; cells of a table with " | " between.
// No word is lost; what cannot be kept is told:
//
//   <h2>Một</h2><p>Hai <b>ba</b>.</p>       # Một // Hai ba.
//   <p><b>Một</b></p>                       # Một
//   Dòng 1<br>Dòng 2 <span>x</span>         Dòng 1 / Dòng 2 x
//   <ul><li>A<ul><li>B</li></ul></li></ul>  - A /   - B
//   <ol><li>A</li><li>B</li></ol>           1. A / 2. B
//   <p style="mso-list:l0 level2 lfo1">· A    - A (set in)

/** Light markup that grows: lines are done, the text of the last one is still being read. */
class Blocks {
  /** @type {{ text: string, inList: boolean }[]} */ done = [];
  text = "";
  /** @type {string} "# ", "  - " or "2. ", until the line has words */ marker = "";
  tables = 0;
  pictures = 0;

  /** The block ends here; an empty one was none. */
  close() {
    const lines = this.text.split("\n").map(tidy).join("\n").replace(/\n{3,}/g, "\n\n").trim();
    this.text = "";
    if (!lines) return;
    const marker = this.marker;
    this.marker = "";
    // A heading and an item are one line: what stands under an item would be a paragraph of its own.
    const whole = marker ? marker + lines.replace(BULLET, "").replace(/([^\n])\n(?!\n)/g, "$1 ") : lines;
    const isItem = marker !== "" && marker !== HEAD;
    whole.split("\n\n").forEach((block, at) => {
      const text = marker && at === 0 ? block : block.split("\n").map((one) => one.replace(BULLET, "- ")).join("\n");
      this.done.push({ text, inList: at === 0 ? isItem || text.startsWith("- ") : text.startsWith("- ") });
    });
  }

  /** Lines of a list stand under one another, all else is parted by an empty line. */
  toString() {
    let text = "";
    this.done.forEach((block, at) => {
      const together = block.inList && this.done[at - 1]?.inList;
      text += (at === 0 ? "" : together ? "\n" : "\n\n") + block.text;
    });
    return text.normalize("NFC");
  }

  /** What did not stay what it was; nothing where all did. */
  told() {
    const told = [];
    if (this.tables > 0) {
      told.push(`${this.tables} bảng thành từng dòng chữ, các ô cách nhau bằng “ | ”; số liệu nên nhập ở biểu.`);
    }
    if (this.pictures > 0) told.push(`${this.pictures} hình đã bỏ: lời văn chỉ nhận chữ; đính hình vào văn bản khi cần.`);
    return told.join(" ");
  }
}

const HEAD = "# ";
/** Longest paragraph in bold that is taken for a heading, in letters. */
const HEAD_MAX = 150;
/** What Word and people put before an item; a sign right before a figure is none. */
const BULLET = /^(?:[•·§▪●◦\uF0B7\uF0A7\uF0D8\uF076\uF0A8➢➤❖]\s*|[-–—+*]\s+)/;
const NUMBER = /^((?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{2,4})[.)])\s+/i;
const IS_BLOCK = /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|CAPTION|CENTER|DD|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|TBODY|TFOOT|THEAD|TR|UL)$/;
const SILENT = /^(STYLE|SCRIPT|META|TITLE|HEAD|LINK|TEMPLATE|NOSCRIPT)$/;
const IS_PICTURE = /^(IMG|PICTURE|SVG|VIDEO|AUDIO|CANVAS|OBJECT|EMBED|IFRAME)$/i;

/** Where what Word wrote of the look stands while it is read. */
const STYLE = "data-look";

/**
 * HTML whose looks are words to read and nothing to apply: the page's policy lets no foreign style in, and
 * the browser complains of each.
 * @param {string} html
 */
function unstyled(html) {
  const bare = html.replace(/<style\b[\s\S]*?(<\/style>|$)/gi, "");
  return bare.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, ` ${STYLE}`));
}

/**
 * Reduces pasted HTML to light markup, and says what did not stay; the plain text is taken where it holds more words.
 * @param {string} html
 * @param {string} [plain] the same as the clipboard holds it without marks
 * @returns {{ text: string, told: string }}
 */
export function reduce(html, plain = "") {
  const blocks = new Blocks();
  walk(new DOMParser().parseFromString(unstyled(html), "text/html").body, blocks);
  blocks.close();
  const text = blocks.toString();
  if (count(text) >= count(plain)) return { text, told: blocks.told() };
  return { text: plain.replace(/\r\n?/g, "\n").normalize("NFC").trim(), told: "" };
}

/**
 * @param {Node} parent
 * @param {Blocks} blocks
 */
function walk(parent, blocks) {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) read(/** @type {Text} */ (node), blocks);
    else if (node instanceof Element && IS_PICTURE.test(node.tagName)) blocks.pictures += 1;
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
    blocks.text = [...element.children].map((cell) => line(cell, blocks)).join(" | ");
    if (!/[^\s|]/.test(blocks.text)) blocks.text = "";
    blocks.close();
  } else if (!IS_BLOCK.test(element.tagName)) {
    // Words of a cell do not run into those of the next one.
    if (/^T[DH]$/.test(element.tagName)) blocks.text += " ";
    walk(element, blocks);
  } else {
    blocks.close();
    if (element.tagName === "TABLE" && element.querySelector("td + td, th + td, th + th")) blocks.tables += 1;
    const outside = blocks.marker;
    const own = marker(element);
    if (own) blocks.marker = own;
    walk(element, blocks);
    if (wordLevel(element) > 0) blocks.text = wordItem(blocks);
    if (own === HEAD) blocks.text = tidy(blocks.text).replace(/^(?:[\divx]+\.)*[\divx]+[.)]\s+|^[a-zđ]\)\s+/i, "");
    blocks.close();
    if (own) blocks.marker = outside && blocks.marker === own ? outside : "";
  }
}

/**
 * The level of an item of Word's own lists, whose bullet or number stands in the words; 0 where it is none.
 * What Word kept of the list says it, else how far the paragraph is set in: half an inch a level.
 * @param {Element} element
 */
function wordLevel(element) {
  if (element.tagName === "LI" || isHeading(element)) return 0;
  const style = element.getAttribute(STYLE) ?? "";
  const level = /mso-list:\s*l\d+\s+level(\d)/i.exec(style);
  if (level) return Number(level[1]);
  if (!/MsoList(Paragraph|Bullet|Number)/.test(element.className)) return 0;
  const [, size, unit] = /margin-left:\s*([\d.]+)(pt|in|cm)/i.exec(style) ?? [];
  const inches = Number(size) / ({ pt: 72, in: 1, cm: 2.54 }[unit?.toLowerCase()] ?? 1);
  return Math.max(1, Math.round(inches / 0.5) || 1);
}

/** A heading by its element or by Word's outline. @param {Element} element */
function isHeading(element) {
  const style = element.getAttribute(STYLE) ?? "";
  return /^H[1-6]$/.test(element.tagName) || /mso-outline-level:\s*\d/i.test(style) || /^(MsoHeading|MsoTitle)/.test(element.className);
}

/** A short line that is bold from end to end: few offices use Word's own headings. @param {Element} element */
function isBoldLine(element) {
  const words = tidy(element.textContent ?? "");
  if (element.tagName !== "P" || element.closest("li, table") || wordLevel(element) > 0) return false;
  if (words === "" || words.length > HEAD_MAX || /[.;:,…]$/.test(words)) return false;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = /** @type {Text} */ (texts.currentNode);
    if (/[\p{L}\p{N}]/u.test(text.data) && !isBold(text.parentElement, element)) return false;
  }
  return true;
}

/** @param {Element | null} element @param {Element} until */
function isBold(element, until) {
  for (let at = element; at; at = at.parentElement) {
    const weight = /font-weight:\s*(\w+)/i.exec(at.getAttribute(STYLE) ?? "")?.[1].toLowerCase();
    if (weight) return weight === "bold" || weight === "bolder" || Number(weight) >= 600;
    if (/^(B|STRONG)$/.test(at.tagName)) return true;
    if (at === until) return false;
  }
  return false;
}

/**
 * What stands before the words of a heading or an item; nothing where the element is none.
 * @param {Element} element
 */
function marker(element) {
  if (isHeading(element) || isBoldLine(element)) return HEAD;
  const level = wordLevel(element);
  if (level > 0) return `${setIn(level)}- `;
  if (element.tagName !== "LI") return "";
  let depth = 0;
  for (let at = element.parentElement; at; at = at.parentElement) depth += /^(UL|OL)$/.test(at.tagName) ? 1 : 0;
  return setIn(depth) + bullet(element);
}

/** @param {number} level from 1 on */
function setIn(level) {
  return "  ".repeat(Math.max(0, Math.min(level, 3) - 1));
}

/** @param {Element} item */
function bullet(item) {
  const list = item.parentElement;
  if (!(list instanceof HTMLOListElement)) return "- ";
  let number = list.start;
  for (const each of [...list.children].filter((one) => one.tagName === "LI")) {
    const own = Number(each.getAttribute("value"));
    if (own > 0) number = own;
    if (each === item) break;
    number += 1;
  }
  const isLetter = /^a$/i.test(list.type) && number <= 26;
  return isLetter ? `${String.fromCharCode(96 + number)}) ` : `${number}. `;
}

/** A number that Word wrote takes the place of the dash. @param {Blocks} blocks */
function wordItem(blocks) {
  const words = tidy(blocks.text.replaceAll("\n", " ")).replace(/^o\s+(?=\S)/, "");
  const number = NUMBER.exec(words);
  if (!number) return words;
  blocks.marker = blocks.marker.replace("- ", `${number[1].toLowerCase()} `);
  return words.slice(number[0].length);
}

/** A cell on one line. @param {Element} cell @param {Blocks} blocks told of what is inside */
function line(cell, blocks) {
  const inner = new Blocks();
  walk(cell, inner);
  inner.close();
  blocks.pictures += inner.pictures;
  return inner.done.map((block) => block.text.replace(/^# /, "").trim()).join(" ").replace(/\s+/g, " ");
}

/** @param {string} text */
function tidy(text) {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}

/** How many words and figures a text holds; what stands before items and headings is none. @param {string} text */
function count(text) {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word) && !/^(?:o|(?:[\d.]+|\p{L}|[ivxIVX]+)[.)])$/u.test(word)).length;
}
