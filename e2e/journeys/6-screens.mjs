// Every screen for each role, at both sizes.

import { words } from "../lib/visit.mjs";

export const name = "every screen for each role";
export const max_ms = 900_000;

/** What a role opens; a pattern stands for the first link of that form found on the screens before it. */
const ROLES = [
  ["desk", "ldtbxh.chuyenvien", ["/", "/submissions", /\/submissions\/\d+$/, "/rounds", "/rounds/R-BAN12-2024",
    "/rounds/R-BAN12-2024/urging", "/contacts", /\/contacts\/units\/\d+$/, "/rounds/R-STR-2024", "/consolidations", /\/consolidations\/[^/]+\/[^/]+$/,
    "/consolidations/R-BAN12-2024/narratives", "/reports", /\/reports\/[^/]+\/[^/]+$/, "/indicators",
    /\/indicators\/[^/#?]+$/, "/documents", "/documents/lint", "/documents/outgoing", "/documents/incoming", "/units/codes", "/templates", "/templates/report-lead", "/compositions", "/signers", "/numbers", "/plan", "/plan/read",
    "/plan/issued", "/rounds/R-BAN12-2024/estimates", "/rounds/R-BAN12-2024/last-year", "/units", "/search?q=quỳnh", "/help", "/mat-khau"]],
  ["signer", "ldtbxh.lanhdao", ["/", "/documents/incoming", "/submissions", "/rounds", "/indicators", "/reports"]],
  ["province", "ubnd.lanhdao", ["/", "/rounds", "/indicators", "/consolidations", "/reports"]],
  ["district", "quynhluu.chuyenvien", ["/", "/submissions", "/mappings", "/consolidations", "/rounds", "/reports"]],
  ["district-signer", "quynhluu.lanhdao", ["/", "/submissions"]],
  ["reviewer", "quynhluu.thamdinh", ["/", "/submissions", "/rounds", "/rounds/R-BAN12-2024", "/rounds/R-BAN12-2024/urging", "/contacts"]],
  ["commune", "xa-17149", ["/", "/submissions", /\/submissions\/\d+$/, /\/submissions\/\d+\/parts\/[^/]+$/, /\/submissions\/\d+\/figures$/, "/contacts"]],
  ["commune-signer", "xa-17149-ky", ["/", "/submissions"]],
  ["department", "noi-vu.chuyenvien", ["/", "/submissions", /\/submissions\/\d+$/, /\/submissions\/\d+\/report$/]],
  ["administrator", "quantri", ["/", "/officers", "/confirmations", "/system", "/units", "/units/codes", "/templates", "/templates/urging", "/help"]],
];

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk({ base, sign_in, screen, check, expect_status }) {
  const door = await sign_in("");
  await door.goto(`${base}/dang-nhap`);
  await screen(door, "sign-in");
  for (const [role, account, places] of ROLES) {
    const page = await sign_in(String(account));
    /** @type {Set<string>} */ const links = new Set();
    for (const place of /** @type {(string | RegExp)[]} */ (places)) {
      const url = typeof place === "string" ? `${base}${place}` : [...links].find((l) => place.test(new URL(l).pathname));
      if (!check(url, `${role}: no link ${place} on the screens before`)) continue;
      const answer = await page.goto(String(url));
      const path = new URL(String(url)).pathname;
      if (!check(answer?.status() === 200, `${role}: ${path} answers ${answer?.status()}`)) continue;
      for (const each of await page.$$eval("a[href]", (all) => all.map((a) => /** @type {HTMLAnchorElement} */ (a).href))) {
        if (each.startsWith(base)) links.add(each.replace(/#.*/, ""));
      }
      await screen(page, `${role}${path.replace(/\//g, "_")}`);
      const text = await words(page);
      check(!/undefined|NaN|Some\(|None\b/.test(text) && (path.startsWith("/templates/") || !text.includes("{{")), `${role}: ${path} shows a raw word`);
    }
    // A dead link is told once, by its shape, not by the console.
    expect_status.add(404);
    await dead_links(page, base, links, String(role), check);
    expect_status.delete(404);
  }
}

/**
 * Every link that a role was shown leads somewhere.
 * @param {import("puppeteer-core").Page} page
 * @param {string} base
 * @param {Set<string>} links
 * @param {string} role
 * @param {(holds: unknown, words: string) => boolean} check
 */
async function dead_links(page, base, links, role, check) {
  /** @type {Map<string, string>} one of each shape is enough */
  const shapes = new Map();
  for (const link of links) {
    const path = new URL(link).pathname;
    // Downloads are another journey's.
    if (/\.(docx|pdf|xlsx|csv)$|\/(docx|pdf|xlsx|csv)$/.test(path)) continue;
    shapes.set(path.replace(/\/submissions\/\d+/, "/submissions/N").replace(/units\/.*/, "units/N"), link);
  }
  for (const [shape, link] of shapes) {
    const status = await page.evaluate((link) => fetch(link).then((r) => r.status), link);
    check(status === 200, `${role}: link to ${shape} answers ${status}`);
  }
}
