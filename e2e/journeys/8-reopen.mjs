// What was accepted is opened again up to a day; last year's table and workbooks of many units come in whole.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { open } from "../lib/report.mjs";
import { act, follow, link, words } from "../lib/visit.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

export const name = "a report is opened again; last year's table and many workbooks come in";
export const today = "2024-12-27";

const BAN = "Ban Vì sự tiến bộ của phụ nữ năm 2024";
const WHY = "Hai xã đã đính chính số lớp tập huấn.";

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk(journey) {
  const folder = await mkdtemp(join(tmpdir(), "sanhvai-tables-"));
  try {
    const desk = await journey.sign_in("ldtbxh.chuyenvien");
    const district = await journey.sign_in("quynhluu.chuyenvien");
    const report = await reopen(journey, desk, district);
    await last_year(journey, desk, folder);
    const book = join(folder, "huyen.xlsx");
    await download(district, `${report}/workbook/file`, book);
    await many(journey, desk, [book, join(folder, "ghi-chu.xlsx")]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The district asks, the desk answers with a day, the district reads it.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {Page} desk
 * @param {Page} district
 * @returns {Promise<string>} the report's address
 */
async function reopen({ base, screen, check }, desk, district) {
  const report = await open(district, base, BAN, "filed");
  await screen(district, "accepted");
  await act(district, "ask-reopening", WHY);
  check((await words(district, "main")).includes("đang chờ trả lời"), "the request does not stand on the report");
  await desk.goto(base);
  check((await words(desk, "main")).includes("Duyệt đề nghị mở lại"), "the desk's work does not name the request");
  await desk.goto(report);
  check((await words(desk, "main")).includes(WHY), "the desk does not read why");
  await screen(desk, "asked");
  await act(desk, "reopen", "Đồng ý theo đề nghị.", "2024-12-31");
  await district.goto(report);
  const told = await words(district, "main");
  check(told.includes("Gửi lại đến hết ngày 31/12/2024"), "the district does not read until when");
  await screen(district, "opened-again");
  await desk.goto(`${base}/rounds/R-BAN12-2024`);
  const line = (await words(desk, "main")).split("\n").find((each) => each.includes("gửi lại đến 31/12"));
  check(line !== undefined, "the board does not say until when the report is awaited");
  return report;
}

/**
 * The table that was downloaded changes nothing when it comes back.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {Page} desk
 * @param {string} folder
 */
async function last_year({ base, screen, check }, desk, folder) {
  await desk.goto(`${base}/rounds/R-STR-2024/last-year?form=T3`);
  await screen(desk, "last-year");
  const file = join(folder, "nam-truoc.xlsx");
  await download(desk, String(await link(desk, "ol.steps a", "Tải bảng Excel")), file);
  await upload(desk, [file]);
  check((await words(desk, "main")).includes("Không có số nào khác"), "an untouched table would write something");
  await screen(desk, "last-year-read");
}

/**
 * A workbook, and a file that is none, in one run.
 * @param {import("../lib/visit.mjs").Journey} journey
 * @param {Page} desk
 * @param {string[]} files
 */
async function many({ base, screen, check }, desk, files) {
  await writeFile(String(files.at(-1)), "không phải tệp Excel");
  await desk.goto(`${base}/imports`);
  await screen(desk, "imports");
  await upload(desk, files);
  await desk.waitForFunction(() => !document.querySelector("progress"), { timeout: 60_000 });
  const fates = await words(desk, "main");
  check(fates.includes("huyen.xlsx") && fates.includes("ghi-chu.xlsx"), "a file of the run has no fate");
  check(/BOOK-\d{3}/.test(fates), "the file that is no workbook has no reason");
  await screen(desk, "import-run");
}

/**
 * Takes a file with the page's own session.
 * @param {Page} page
 * @param {string} address
 * @param {string} file
 */
async function download(page, address, file) {
  const bytes = await page.evaluate(async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return [...new Uint8Array(await answer.arrayBuffer())];
  }, address);
  await writeFile(file, new Uint8Array(bytes));
}

/**
 * Hands files to the form that takes files.
 * @param {Page} page
 * @param {string[]} files
 */
async function upload(page, files) {
  const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await page.$("input[type='file']"));
  await input.uploadFile(...files);
  await follow(page, () => page.evaluate(() => {
    const form = document.querySelector("input[type='file']")?.closest("form");
    /** @type {HTMLButtonElement | null | undefined} */ (form?.querySelector("button[type='submit']"))?.click();
  }));
}
