// The grid under a keyboard: Tab from cell to cell, a block with its names, a session that ends in between.

import { cells, control, paste, saved, shown, type } from "../lib/grid.mjs";
import { open, STRATEGY } from "../lib/report.mjs";
import { follow, PASSWORD, words } from "../lib/visit.mjs";

export const name = "a reporter types by keyboard";

const ACCOUNT = "xa-17149";
const SAVED_MAX_MS = 5_000;

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk(journey) {
  const reporter = await journey.sign_in(ACCOUNT);
  const report = await open(reporter, journey.base, STRATEGY);
  await tabs(journey, reporter, `${report}/parts/T3`);
  await names(journey, reporter, `${report}/parts/T8`);
  await session(journey, reporter, `${report}/parts/T8`);
}

/** The cell that holds the focus; empty where none does. @param {import("puppeteer-core").Page} page */
const focused = (page) =>
  page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement?.closest("td[data-cell]"))?.dataset.cell ?? "");

/**
 * Tab passes over the sentence under a row, in both directions; a figure in that box is no sentence.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {import("puppeteer-core").Page} page
 * @param {string} part
 */
async function tabs({ check, screen, expect_status }, page, part) {
  await page.goto(part);
  const all = (await cells(page)).map((cell) => cell.key);
  await type(page, "bdg:kinh_phi", "0,05");
  const why = 'tr.why[data-finding="T3-05:bdg:kinh_phi"] input';
  await page.waitForSelector(why, { timeout: SAVED_MAX_MS }).catch(() => undefined);
  if (!check(await page.$(why), "no warning stands under the row")) return;
  const at = all.findLastIndex((key) => key.startsWith("bdg:"));
  await page.focus(control(all[at]));
  await page.keyboard.press("Tab");
  check((await focused(page)) === all[at + 1], `Tab leads to “${await focused(page)}”, not to ${all[at + 1]}`);
  await page.keyboard.down("Shift");
  await page.keyboard.press("Tab");
  await page.keyboard.up("Shift");
  check((await focused(page)) === all[at], `Shift + Tab leads to “${await focused(page)}”, not to ${all[at]}`);

  await page.keyboard.down("Alt");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.up("Alt");
  check(await page.$eval(why, (input) => input === document.activeElement), "Alt + ↓ does not lead to the sentence");
  expect_status.add(422);
  await page.keyboard.type("1");
  await page.keyboard.press("Escape");
  check((await focused(page)).startsWith("bdg:"), "Esc does not lead back to the row");
  await page.waitForSelector("#thong-bao .notice", { timeout: SAVED_MAX_MS }).catch(() => undefined);
  check(/chưa phải câu giải trình/.test(await words(page, "#thong-bao")), "a figure counts as a sentence");
  await screen(page, "no-sentence");
  await page.focus(why);
  await page.$eval(why, (input) => /** @type {HTMLInputElement} */ (input).select());
  await page.keyboard.type("Lớp lồng ghép trong hội nghị.");
  await page.focus(control("bdg:lop"));
  await page.waitForFunction(() => !document.querySelector("#thong-bao .notice"), { timeout: SAVED_MAX_MS }).catch(() => undefined);
  check(!(await page.$("#thong-bao .notice")), "a sentence is not taken");
}

/**
 * Heads and row names that were copied along are dropped, and each figure goes to the row of its name.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {import("puppeteer-core").Page} page
 * @param {string} part
 */
async function names({ check, screen }, page, part) {
  await page.goto(part);
  const rows = await page.$$eval("tr[data-line]:has(td[data-cell] input)", (lines) =>
    lines.map((line) => ({
      number: line.querySelector("td.no")?.textContent?.trim() ?? "",
      name: line.querySelector("th")?.childNodes[0]?.textContent?.trim() ?? "",
      key: /** @type {HTMLElement} */ (line.querySelector("td[data-cell]")).dataset.cell ?? "",
    })),
  );
  const heads = await page.$$eval(".grid thead tr:first-child th", (all) => all.map((th) => th.childNodes[0]?.textContent?.trim() ?? ""));
  const [first, second] = rows;
  const block = [heads, [first.number, first.name, "11", "12"], [second.number, second.name, "21", "22"]];
  await paste(page, first.key, block.map((line) => line.join("\t")).join("\r\n"));
  const told = await words(page, "#thong-bao");
  check(/Đã bỏ 1 dòng tiêu đề/.test(told) && /Đã bỏ cột tên dòng/.test(told), `dropped names are not told: ${told}`);
  check((await shown(page, first.key)) === "11", `the first figure is ${await shown(page, first.key)}`);
  check((await shown(page, second.key)) === "21", `the second row begins with ${await shown(page, second.key)}`);
  check(!(await page.$("td.unread")), "a name went into a cell");
  // The cursor stood one row too low: the names say where the figures belong.
  await paste(page, second.key, `${first.name}\t31\n${second.name}\t41`);
  check((await shown(page, first.key)) === "31" && (await shown(page, second.key)) === "41", "figures do not follow the names");
  check((await saved(page, SAVED_MAX_MS)) !== null, "the pasted block is not saved");
  await screen(page, "names");
}

/**
 * The session ends while a figure is typed: the notice leads to the door in a new tab, and saving goes on after.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {import("puppeteer-core").Page} page
 * @param {string} part
 */
async function session({ base, check, screen, expect_status }, page, part) {
  await page.goto(part);
  const [{ key }] = await cells(page);
  expect_status.add(401);
  const context = page.browserContext();
  await context.deleteCookie(...(await context.cookies()));
  await type(page, key, "57");
  await page.waitForSelector("#tu-choi", { timeout: SAVED_MAX_MS }).catch(() => undefined);
  check(await page.$('#tu-choi a[href="/dang-nhap"][target="_blank"]'), "no way to the door in a new tab");
  check(/chưa lưu được/.test(await words(page, "#con-lai")), "the foot says nothing of what is not saved");
  check(!(await page.$("#con-lai .is-good")), "the foot is green while a figure is not saved");
  await screen(page, "session-over");

  const door = await context.newPage();
  await door.goto(`${base}/dang-nhap`);
  await door.locator('input[name="account"]').fill(ACCOUNT);
  await door.locator('input[name="password"]').fill(PASSWORD);
  await follow(door, () => door.locator('form[action="/dang-nhap"] button[type="submit"]').click());
  await door.close();
  await page.bringToFront();
  await page.click("#tu-choi button");
  check((await saved(page, SAVED_MAX_MS)) !== null, "after signing in again nothing is saved");
  check(!(await page.$("#tu-choi")), "the refusal stays");
  await page.reload();
  check((await shown(page, key)) === "57", `after a reload ${key} shows ${await shown(page, key)}`);
}
