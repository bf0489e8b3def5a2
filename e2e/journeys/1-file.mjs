// A commune types its figures, two people meet in one cell, the signer sends.

import { cells, paste, saved, shown, status, type } from "../lib/grid.mjs";
import { fill, open, STRATEGY } from "../lib/report.mjs";
import { act, link, words } from "../lib/visit.mjs";

export const name = "a commune files its report";

const AUTOSAVE_MAX_MS = 3_000;
const PLAN = "thuong_xuyen:du_toan";

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk(journey) {
  const { base, sign_in, screen, check } = journey;
  const reporter = await sign_in("xa-17149");
  await screen(reporter, "work");
  const report = await open(reporter, base, STRATEGY);
  await screen(reporter, "report");
  await numbers(journey, reporter, `${report}/parts/T8`);
  await two_editors(journey, reporter, `${report}/parts/T8`);
  await nothing(journey, reporter, `${report}/parts/T7`);
  await heading(journey, reporter, `${report}/parts/PL02`);
  await figure(journey, reporter, `${report}/parts/PL02`);

  await reporter.goto(report);
  const waiting = await reporter.$('form.act[action$="/ready"] [aria-disabled="true"]');
  check(waiting, "a report with errors can be handed to the signer");
  await fill(reporter, report, check);
  await screen(reporter, "filled");
  await act(reporter, "ready");
  check(/Chờ ký|chờ ký|người ký/i.test(await words(reporter, "main")), "no word that the report waits for the signer");
  await screen(reporter, "ready");

  const signer = await sign_in("xa-17149-ky");
  await screen(signer, "signer-work");
  check(await link(signer, "main a", "Chương trình quốc gia"), "the signer's work does not list the report");
  await signer.goto(report);
  await act(signer, "submit");
  check(/Đã gửi/.test(await words(signer, "main")), "no word “Đã gửi” after sending");
  await screen(signer, "sent");
  const receipt = await link(signer, "main a", "hiếu");
  if (!check(receipt?.endsWith("/receipt"), "no link to the receipt")) return;
  await signer.goto(String(receipt));
  const paper = await words(signer, "main");
  check(/Phiếu xác nhận đã gửi/.test(paper), "the receipt has no title");
  check(/Quỳnh Tam/.test(paper) && /03\/12\/2024/.test(paper), "the receipt lacks the unit or the day");
  check(/[0-9a-f]{4}/.test(paper), "the receipt shows no checking code");
  await screen(signer, "receipt");
  await reporter.goto(`${report}/parts/T8`);
  check(!(await reporter.$("#luoi")), "a sent report can still be typed in");
  await screen(reporter, "locked");
}

/**
 * Vietnamese numbers, a letter, a pasted block, autosave, reload.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {import("puppeteer-core").Page} page
 * @param {string} part
 */
async function numbers({ screen, check }, page, part) {
  await page.goto(part);
  await screen(page, "table-empty");
  await type(page, PLAN, "1.234,5");
  const after = await saved(page, AUTOSAVE_MAX_MS);
  check(after !== null, `no “Đã lưu” within ${AUTOSAVE_MAX_MS} ms`);
  check((await shown(page, PLAN)) === "1.234,5", `1.234,5 became ${await shown(page, PLAN)}`);

  await type(page, "ntm:thuc_hien", "12a");
  const refused = 'tr.why[data-finding="NUM-001:ntm:thuc_hien"]';
  for (const visit of ["typed", "reloaded"]) {
    await page.waitForSelector(refused, { timeout: 5_000 }).catch(() => undefined);
    check(await page.$(refused), `${visit}: a letter gets no finding with its code`);
    check(await page.$('td.unread[data-cell="ntm:thuc_hien"]'), `${visit}: the cell with a letter is not marked`);
    check((await shown(page, "ntm:thuc_hien")) === "12a", `${visit}: what was typed with a letter is gone`);
    check(/1 ô chưa lưu/.test(await words(page, "#da-luu")), `${visit}: the line says that all is saved`);
    if (visit === "typed") {
      await screen(page, "table-letter");
      await page.reload();
    }
  }
  await type(page, "ntm:thuc_hien", "１２");

  // A line break inside an Excel cell comes between quotes, and moves nothing into another row.
  await paste(page, "dtts_mn:du_toan", '"1.000,5\n"\t900\r\n2000.25\t"1.500"\r\n');
  check(/Đã dán 4 ô/.test(await words(page, "#thong-bao")), "no word on the pasted cells");
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "pasted cells are not saved in time");
  await status(page, "dtts_mn:thuc_hien", "Không phát sinh");
  check((await shown(page, "dtts_mn:thuc_hien")) === "kps", `“Không phát sinh” shows ${await shown(page, "dtts_mn:thuc_hien")}`);
  await type(page, "dtts_mn:thuc_hien", "900");
  await status(page, "dtts_mn:thuc_hien", "Ước");
  check(!(await page.$(".status-menu")), "the menu of a cell's status stays open");
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "the status of a cell is not saved in time");
  const left = await errors_left(page);
  await page.reload();
  const left_again = await errors_left(page);
  check(left === left_again, `after saving the foot says ${left} errors, after a reload ${left_again}`);
  const expected = {
    [PLAN]: "1.234,5",
    "ntm:thuc_hien": "12",
    "dtts_mn:du_toan": "1.000,5",
    "dtts_mn:thuc_hien": "~900",
    "long_ghep:du_toan": "2.000,25",
    "long_ghep:thuc_hien": "1.500",
  };
  for (const [key, value] of Object.entries(expected)) {
    const now = await shown(page, key);
    check(now === value, `after a reload ${key} shows “${now}”, not “${value}”`);
  }
  await screen(page, "table-reloaded");
  await status(page, "dtts_mn:thuc_hien", "Thực tế");
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "the status of a cell is not saved in time");
}

/**
 * How many errors the foot of the table counts.
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<number>}
 */
async function errors_left(page) {
  return Number(/(\d+) lỗi/.exec(await words(page, "#con-lai"))?.[1] ?? 0);
}

/**
 * Nothing arose in a whole table; a visit later the same button takes it back.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {import("puppeteer-core").Page} page
 * @param {string} part
 */
async function nothing({ check }, page, part) {
  const back = "Bỏ không phát sinh cả biểu";
  const kps = async () => (await cells(page)).filter((cell) => cell.shown === "kps").length;
  await page.goto(part);
  await page.click("#khong-phat-sinh");
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "“không phát sinh” is not saved in time");
  check((await words(page, "#khong-phat-sinh")) === back, "the button does not lead back");
  await page.reload();
  check((await kps()) > 0 && (await words(page, "#khong-phat-sinh")) === back, "after a reload the button does not lead back");
  await page.click("#khong-phat-sinh");
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "taking “không phát sinh” back is not saved in time");
  await page.reload();
  check((await kps()) === 0, "after taking it back cells are still “không phát sinh”");
}

/**
 * The second of two editors is told, sees both values, and chooses.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {import("puppeteer-core").Page} first
 * @param {string} part
 */
async function two_editors({ sign_in, screen, check }, first, part) {
  const second = await sign_in("xa-17149");
  await Promise.all([first.goto(part), second.goto(part)]);
  await type(first, PLAN, "300");
  check((await saved(first, AUTOSAVE_MAX_MS)) !== null, "the first editor's value is not saved");
  await type(second, PLAN, "400");
  const told = await second.waitForSelector("tr.why [role='alert']", { timeout: 5_000 }).catch(() => null);
  if (!check(told, "the second editor of a cell is not told")) return;
  const choices = await words(second, "tr.why [role='alert'] button");
  for (const choice of ["Giữ 400", "Lấy 300"]) {
    check(choices.split("\n").includes(choice), `no choice “${choice}” but “${choices.replace("\n", "”, “")}”`);
  }
  check((await shown(second, PLAN)) === "400", "the second editor's value is gone from the cell");
  await screen(second, "two-editors");
  const mine = await second.$("tr.why [role='alert'] button");
  await mine?.click();
  check((await saved(second, AUTOSAVE_MAX_MS)) !== null, "the chosen value is not saved");
  await first.reload();
  check((await shown(first, PLAN)) === "400", "the chosen value is not what the first editor sees");
}

/**
 * One heading of the narrative is written and kept.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {import("puppeteer-core").Page} page
 * @param {string} part
 */
async function heading({ screen, check }, page, part) {
  const sentence = "Xã đã lồng ghép bình đẳng giới vào nghị quyết của Hội đồng nhân dân.";
  await page.goto(part);
  const area = '[data-heading="3.d"] textarea';
  await page.type(area, sentence);
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "a heading is not saved in time");
  await page.reload();
  const kept = await page.$eval(area, (each) => /** @type {HTMLTextAreaElement} */ (each).value);
  check(kept === sentence, `after a reload the heading holds “${kept}”`);
  await from_word(page, check);
  await screen(page, "narrative");
}

/** What Word puts on the clipboard: a heading, items of two levels, a numbered one, a table. */
const WORD = `<h3>Truyền thông</h3>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>·<span>&nbsp; </span></span><![endif]>Ở xã</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span>o<span>&nbsp; </span></span><![endif]>Ở xóm</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span>1.<span>&nbsp; </span></span><![endif]>Mở lớp</p>
<table><tr><td>Lớp</td><td>5</td></tr></table>`;

/**
 * Headings, levels and numbers of Word stay; what becomes of its table is told; a button makes a list.
 * @param {import("puppeteer-core").Page} page
 * @param {import("../lib/visit.mjs").Journey["check"]} check
 */
async function from_word(page, check) {
  const area = '[data-heading="3.e"] textarea';
  const text = () => page.$eval(area, (each) => /** @type {HTMLTextAreaElement} */ (each).value);
  await page.focus(area);
  await page.$eval(
    area,
    (each, html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      each.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    WORD,
  );
  check(
    (await text()) === "# Truyền thông\n\n- Ở xã\n  - Ở xóm\n1. Mở lớp\n\nLớp | 5",
    `pasted from Word: “${await text()}”`,
  );
  check(/1 bảng thành từng dòng chữ/.test(await words(page, "#thong-bao")), "what becomes of the table is not told");
  await page.type(area, "\nHết");
  const list = await page.evaluateHandle(() => [...document.querySelectorAll(".markbar button")].find((each) => each.textContent === "Gạch đầu dòng"));
  await /** @type {import("puppeteer-core").ElementHandle<Element>} */ (list.asElement()).click();
  check((await text()).endsWith("\n- Hết"), `the button for a list made “${await text()}”`);
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "what was pasted is not saved in time");
}

/**
 * A figure is picked into a heading, read below it, taken back by undo, and put in place of a typed number.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {import("puppeteer-core").Page} page
 * @param {string} part
 */
async function figure({ screen, check }, page, part) {
  await page.goto(part);
  const box = '[data-heading="3.k"]';
  const area = `${box} textarea`;
  const text = () => page.$eval(area, (each) => /** @type {HTMLTextAreaElement} */ (each).value);
  await page.type(area, "Dự toán chi thường xuyên ");
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "a heading is not saved in time");
  await page.click(`${box} a[data-pick]`);
  await page.waitForSelector("#chon-so li button", { timeout: 5_000 });
  await page.keyboard.type("thuong xuyen du toan");
  check((await page.$$("#chon-so li:not([hidden])")).length === 1, "the filter leaves more than one figure");
  await screen(page, "picker");
  await page.focus("#chon-so input");
  await page.keyboard.press("Enter");
  check((await text()).endsWith("{T8.thuong_xuyen.du_toan}"), `the picked figure became “${await text()}”`);
  await page.keyboard.type(" triệu đồng.");
  const panel = await page.waitForSelector(`${box} .proof .ref`, { timeout: AUTOSAVE_MAX_MS + 2_000 }).catch(() => null);
  if (!check(panel, "the panel does not read the reference")) return;
  check(/xuyên 400 triệu đồng/.test(await words(page, `${box} .proof-text`)), `the panel reads “${await words(page, `${box} .proof-text`)}”`);
  await page.type(area, " Riêng dự toán chi thường xuyên là 77.777 triệu đồng.");
  const odd = await page.waitForSelector(`${box} .proof .odd`, { timeout: AUTOSAVE_MAX_MS + 2_000 }).catch(() => null);
  check(odd, "a number that differs is not underlined");
  await screen(page, "proof");
  if (odd) {
    await page.click(`${box} button[name="take"]`);
    await page.waitForFunction((box) => !document.querySelector(`${box} .proof .odd`), { timeout: 5_000 }, box).catch(() => undefined);
    check(!(await page.$(`${box} .proof .odd`)), "the number that was taken is still underlined");
    check(!(await text()).includes("77.777"), `the number was not replaced: “${await text()}”`);
    await page.focus(area);
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    check((await text()).includes("77.777"), "undo does not bring the number back");
    await page.click(`${box} button[name="take"]`).catch(() => undefined);
  }
  check((await saved(page, AUTOSAVE_MAX_MS)) !== null, "the words with references are not saved in time");
  await page.reload();
  check(await page.$(`${box} .proof .ref`), "after a reload the panel is gone");
}
