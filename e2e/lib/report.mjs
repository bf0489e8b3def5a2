// The way of one report, as its officers walk it: find it, fill what is empty, hand it to the signer, send it.

import { cells, saved, type } from "./grid.mjs";
import { act, follow } from "./visit.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** The year's report on the national programme, by its title. */
export const STRATEGY = "Chương trình quốc gia về bình đẳng giới năm 2024";

/**
 * Opens a unit's own report from its list; gives its address.
 * @param {Page} page
 * @param {string} base
 * @param {string} title
 * @param {string} [list] "filed" for what was handed in, else what is still to do
 * @returns {Promise<string>}
 */
export async function open(page, base, title, list = "") {
  await page.goto(`${base}/submissions?state=${list}`);
  const address = await page.evaluate((title) => {
    const all = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("main th a[href^='/submissions/']")]);
    return all.find((each) => each.textContent?.includes(title))?.href ?? null;
  }, title);
  if (!address) throw new Error(`the list has no report “${title}”`);
  await page.goto(address);
  return address.replace(/\?.*/, "");
}

/**
 * The addresses of a report's parts in their order.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function parts(page) {
  const all = await page.$$eval("main table th a", (links) => links.map((a) => /** @type {HTMLAnchorElement} */ (a).href));
  return [...new Set(all.filter((each) => /\/parts\/[^/]+$/.test(each)))];
}

/**
 * Fills every part: "không phát sinh" in empty cells, a sentence under each empty heading and each warning.
 * @param {Page} page
 * @param {string} address of the report
 * @param {(holds: unknown, words: string) => boolean} check
 */
export async function fill(page, address, check) {
  await page.goto(address);
  for (const part of await parts(page)) {
    await page.goto(part);
    const name = part.split("/").at(-1);
    if (await page.$("#loi-van")) {
      if (await write_empty(page)) check(await saved(page, 10_000), `part ${name}: headings are not saved`);
      await explain_words(page, part);
    } else if ((await cells(page)).some((cell) => cell.shown === "")) {
      await page.click("#khong-phat-sinh");
      check(await saved(page, 10_000), `part ${name}: “không phát sinh” is not saved`);
      await settle(page);
    }
    if (!(await page.$("#loi-van"))) await explain(page);
  }
  await page.goto(address);
}

/**
 * Figures that somebody began with contradict a table in which nothing else arose: they go, too.
 * @param {Page} page
 */
async function settle(page) {
  if (!(await page.$("#luoi .why--bad"))) return;
  for (const cell of await cells(page)) {
    if (cell.shown !== "") await type(page, cell.key, "kps");
  }
  await saved(page, 10_000);
}

/** @param {Page} page */
async function write_empty(page) {
  const boxes = await page.$$("[data-heading]");
  let written = false;
  for (const box of boxes) {
    const area = await box.$("textarea");
    const answer = await box.$('input[type="radio"][value="co"]');
    if (answer && !(await box.$("input[type=radio]:checked"))) await answer.click();
    if (!area || (await area.evaluate((each) => each.value.trim() !== ""))) continue;
    await area.type("Đơn vị đã thực hiện theo kế hoạch năm.");
    written = true;
  }
  return written;
}

/**
 * Words of last year each get a sentence why they still hold.
 * @param {Page} page
 * @param {string} part
 */
async function explain_words(page, part) {
  for (let left = 40; left > 0; left -= 1) {
    await page.goto(part);
    const open = await page.evaluateHandle(() =>
      [...document.querySelectorAll('form[action$="/explain"]')].find(
        (form) => form.querySelector('input[name="sentence"]')?.getAttribute("value") === "",
      ) ?? null,
    );
    const form = open.asElement();
    if (!form) return;
    const input = await form.$('input[name="sentence"]');
    await input?.type("Nội dung năm nay không thay đổi.");
    const button = await form.$('button[type="submit"]');
    await Promise.all([page.waitForNavigation(), button?.click()]);
  }
}

/** Each warning gets a sentence. @param {Page} page */
async function explain(page) {
  for (const input of await page.$$(".explain input")) {
    if (await input.evaluate((each) => each.value.trim() !== "")) continue;
    const kept = page.waitForResponse((r) => r.request().method() === "POST", { timeout: 8_000 });
    await input.type("Số liệu đã đối chiếu với sổ theo dõi.");
    await input.press("Tab");
    await kept.catch(() => undefined);
  }
}

/**
 * Hands a full report to the signer and sends it.
 * @param {Page} reporter
 * @param {Page} signer
 * @param {string} address
 */
export async function send(reporter, signer, address) {
  await reporter.goto(address);
  await act(reporter, "ready");
  await signer.goto(address);
  await act(signer, "submit");
}

/**
 * Opens a review of a report that has come in.
 * @param {Page} reviewer
 * @param {string} address
 */
export async function begin_review(reviewer, address) {
  await reviewer.goto(address);
  await act(reviewer, "start-review");
}

/**
 * Puts a remark on a cell while reviewing.
 * @param {Page} reviewer
 * @param {string} form
 * @param {string} cell
 * @param {string} text
 */
export async function remark(reviewer, form, cell, text) {
  await reviewer.click(`#${form} td[data-cell="${cell}"]`);
  await reviewer.type("#viet-y-kien textarea", text);
  await follow(reviewer, () => reviewer.click('#viet-y-kien button[type="submit"]'));
}
