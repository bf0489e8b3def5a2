// What every screen must keep: readable by axe's rules, no sideways scrolling, no error in the console.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
const SIZES = [
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
];
const SHOTS = join(import.meta.dirname, "../shots");

const axe_source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Looks at the page in each size; gives back one line for each fault.
 * @param {import("puppeteer-core").Page} page
 * @param {string} name of the picture
 * @returns {Promise<string[]>}
 */
export async function look(page, name) {
  /** @type {string[]} */ const faults = [];
  for (const size of SIZES) {
    await page.setViewport(size);
    const at = `${name} ${size.width}`;
    faults.push(...(await axe(page)).map((fault) => `${at}: ${fault}`));
    const over = await overflow(page);
    if (over) faults.push(`${at}: ${over}`);
    await shot(page, `${name}-${size.width}`);
  }
  await page.setViewport(SIZES[0]);
  return faults;
}

/**
 * The violations of axe's rules, one line each.
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function axe(page) {
  // The page's policy forbids added scripts; an evaluated text is the debugger's and passes.
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe_source);
  return page.evaluate(async (rules) => {
    // @ts-ignore axe was put there above
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values: rules } });
    return violations.map((/** @type {any} */ found) => {
      const targets = found.nodes.slice(0, 2).map((/** @type {any} */ node) => node.target.join(" "));
      return `axe ${found.id} ×${found.nodes.length} at ${targets.join(" | ")}`;
    });
  }, RULES);
}

/**
 * The first thing that makes the page itself scroll sideways, or nothing.
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<string | null>}
 */
async function overflow(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return null;
    const wide = [...document.querySelectorAll("body *")].find(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    const who = wide ? `${wide.tagName.toLowerCase()}.${wide.className}` : "unknown";
    return `page is ${over}px too wide, first ${who}`;
  });
}

/**
 * Keeps a picture of the whole page.
 * @param {import("puppeteer-core").Page} page
 * @param {string} name
 */
export async function shot(page, name) {
  // From the top, or the fixed head would stand in the middle of the picture.
  await page.evaluate("scrollTo(0, 0)");
  await page.screenshot({ path: `${join(SHOTS, name)}.png`, fullPage: true });
}

/**
 * Gathers what the browser complains about.
 * @param {import("puppeteer-core").Page} page
 * @param {(fault: string) => void} tell
 * @param {{ expect_status: Set<number> }} allowed answers that the journey asks for on purpose
 */
export function listen(page, tell, allowed) {
  const where = () => new URL(page.url()).pathname;
  page.on("pageerror", (error) => tell(`script error at ${where()}: ${/** @type {Error} */ (error).message}`));
  page.on("console", (message) => {
    const refused = /the server responded with a status of (\d+)/.exec(message.text());
    if (refused && allowed.expect_status.has(Number(refused[1]))) return;
    if (message.type() === "error") {
      tell(`console at ${where()}: ${message.text()} ${message.location().url ?? ""}`);
    }
  });
}
