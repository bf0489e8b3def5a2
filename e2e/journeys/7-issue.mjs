// A report leaves: presented, signed for trial (which earns no number), issued on paper, in the register; a package that is none is refused.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { act, follow, link, words } from "../lib/visit.mjs";

export const name = "a report is presented, signed for trial, numbered and registered";
export const today = "2024-12-27";

const DRAFT = "/reports/R-STR-2024/lead";

// A round has one report: what leaves on paper is another round's.
const PAPER = "/reports/R-BAN12-2024/lead";

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk({ base, sign_in, screen, check, expect_status }) {
  const desk = await sign_in("ldtbxh.chuyenvien");
  await leave(desk, base, "electronic");
  const electronic = desk.url();
  await screen(desk, "presented");
  const frozen = await link(desk, "main .actions a", "Tải bản mới nhất");
  if (check(frozen, "the presented document has no file to sign")) {
    check((await head(desk, String(frozen))).startsWith("%PDF-"), "the file to sign is no PDF");
  }
  await act(desk, "try");
  check((await words(desk)).includes("CHỮ KÝ THỬ NGHIỆM"), "the trial signature is not told");
  check(!(await desk.$("form[action$='/number']")), "a trial signature is offered a number");
  await screen(desk, "tried");

  await leave(desk, base, "paper");
  const number = /\d+\/BC-[A-ZĐ]+/.exec(await words(desk, "dl.sheet"))?.[0];
  check(number, "the paper document has no number");
  await desk.goto(`${base}/documents/outgoing`);
  const register = await words(desk, ".register");
  check(number && register.includes(number), "the register does not show the number");
  check(register.includes("Chưa cấp số"), "the register does not show the presented document");
  await screen(desk, "register");
  check(await link(desk, `main a[href='${new URL(electronic).pathname}']`, ""), "the register does not lead to the document");

  await strange(desk, base, check, expect_status);
  await desk.goto(`${base}/units/codes`);
  await screen(desk, "codes");
}

/**
 * Lets the report go, one way or the other.
 * @param {import("puppeteer-core").Page} desk
 * @param {string} base
 * @param {string} way
 */
async function leave(desk, base, way) {
  await desk.goto(`${base}${way === "paper" ? PAPER : DRAFT}`);
  await desk.select("select[name='signer']", String(await desk.$eval("select[name='signer'] option", (option) => option.getAttribute("value"))));
  // What is to be mended stops a report, unless somebody says why it leaves so.
  const why = await desk.$("[name='unmended']");
  if (why) await why.type("Kế hoạch năm chưa nhập; Sở yêu cầu trình trong ngày.");
  await follow(desk, () => desk.click(`button[name='way'][value='${way}']`));
}

/**
 * A file that is no message of the exchange gets a sentence.
 * @param {import("puppeteer-core").Page} desk
 * @param {string} base
 * @param {(holds: unknown, words: string) => boolean} check
 * @param {Set<number>} expect_status
 */
async function strange(desk, base, check, expect_status) {
  await desk.goto(`${base}/documents/incoming`);
  const folder = await mkdtemp(join(tmpdir(), "sanhvai-edxml-"));
  try {
    const file = join(folder, "la.edxml");
    await writeFile(file, '<!DOCTYPE a [<!ENTITY b "c">]><edXML>&b;</edXML>');
    const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await desk.$("input[name='file']"));
    await input.uploadFile(file);
    expect_status.add(422);
    await follow(desk, () => desk.click("form.upload button[type='submit']"));
    check((await words(desk)).includes("EDX-004"), "a message with a DTD is not refused");
    expect_status.delete(422);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The first bytes behind a link, fetched with the page's cookies.
 * @param {import("puppeteer-core").Page} page
 * @param {string} url
 */
async function head(page, url) {
  const cookie = (await page.browserContext().cookies()).map((c) => `${c.name}=${c.value}`).join("; ");
  const response = await fetch(url, { headers: { cookie } });
  return Buffer.from(await response.arrayBuffer()).subarray(0, 5).toString("latin1");
}
