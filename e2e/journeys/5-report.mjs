// The year's report: preview, the three files, and the units that are missing named in the text.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { link, words } from "../lib/visit.mjs";

export const name = "the report goes out as DOCX, PDF and XLSX";
export const today = "2024-12-27";

const MAGIC = { docx: "PK\x03\x04", xlsx: "PK\x03\x04", pdf: "%PDF-" };

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk({ base, sign_in, screen, check }) {
  const desk = await sign_in("ldtbxh.chuyenvien");
  await desk.goto(`${base}/reports`);
  await screen(desk, "list");
  check(await link(desk, "main a[href*='/reports/R-STR-2024/']", ""), "the list offers no report of R-STR-2024");
  for (const issuer of ["lead", "province"]) {
    const answer = await desk.goto(`${base}/reports/R-STR-2024/${issuer}`);
    if (!check(answer?.status() === 200, `the preview for ${issuer} answers ${answer?.status()}`)) continue;
    await screen(desk, `preview-${issuer}`);
    const paper = await words(desk, ".desk");
    check(/CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/i.test(paper), `${issuer}: the paper lacks the national title`);
    const beside = await desk.evaluate(() => {
      const [left, right] = [".issuing", ".nation"].map((each) => document.querySelector(`.official ${each}`)?.getBoundingClientRect());
      return left && right ? right.left >= left.right - 1 && Math.abs(right.top - left.top) < 8 : false;
    });
    check(beside, `${issuer}: the national title does not stand beside the issuing body`);
    await files(desk, issuer, check);
  }
}

/**
 * @param {import("puppeteer-core").Page} desk
 * @param {string} issuer
 * @param {(holds: unknown, words: string) => boolean} check
 */
async function files(desk, issuer, check) {
  for (const [format, magic] of Object.entries(MAGIC)) {
    const url = await desk.evaluate((format) => {
      const all = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("main .actions a")]);
      return all.find((a) => new URL(a.href).pathname.endsWith(format))?.href ?? null;
    }, format);
    if (!check(url, `${issuer}: no link to ${format}`)) continue;
    const { status, disposition, head, bytes } = await load(desk, String(url));
    check(status === 200, `${issuer} ${format}: answers ${status}`);
    check(head.startsWith(magic), `${issuer} ${format}: begins with ${JSON.stringify(head)}`);
    check(/filename/.test(disposition), `${issuer} ${format}: the file has no name`);
    if (format === "pdf") await missing_units(desk, issuer, bytes, check);
  }
}

/**
 * Fetches as the page would, with its cookies.
 * @param {import("puppeteer-core").Page} page
 * @param {string} url
 */
async function load(page, url) {
  const cookie = (await page.browserContext().cookies()).map((c) => `${c.name}=${c.value}`).join("; ");
  const response = await fetch(url, { headers: { cookie } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    disposition: response.headers.get("content-disposition") ?? "",
    head: bytes.subarray(0, 5).toString("latin1"),
    bytes,
  };
}

/**
 * Each unit that has not reported stands in the text of the PDF.
 * @param {import("puppeteer-core").Page} desk
 * @param {string} issuer
 * @param {Buffer} bytes
 * @param {(holds: unknown, words: string) => boolean} check
 */
async function missing_units(desk, issuer, bytes, check) {
  const text = await pdf_text(bytes);
  if (text === null) return;
  const page = await desk.browserContext().newPage();
  await page.goto(new URL("/consolidations/R-STR-2024/T1", desk.url()).href);
  const units = await page.$$eval("section[aria-labelledby='con-thieu'] tbody th", (all) =>
    all.map((th) => th.textContent?.trim() ?? ""),
  );
  await page.close();
  check(units.length > 0, "no unit is missing on the day of the journey");
  const flat = text.normalize("NFC").replace(/\s+/g, " ").toLowerCase();
  for (const unit of units) {
    check(flat.includes(unit.toLowerCase()), `${issuer} pdf: the missing ${unit} is not named`);
  }
}

/**
 * The words of a PDF, or nothing where pdftotext is not installed.
 * @param {Buffer} bytes
 * @returns {Promise<string | null>}
 */
async function pdf_text(bytes) {
  const folder = await mkdtemp(join(tmpdir(), "sanhvai-pdf-"));
  try {
    await writeFile(join(folder, "a.pdf"), bytes);
    const { stdout } = await promisify(execFile)("pdftotext", ["-layout", join(folder, "a.pdf"), "-"], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
