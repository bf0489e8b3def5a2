// From the overview of indicators down to the report that a figure comes from.

import { follow, words } from "../lib/visit.mjs";

export const name = "from an indicator to its source";

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk({ base, sign_in, screen, check }) {
  const desk = await sign_in("ldtbxh.chuyenvien");
  await desk.goto(`${base}/indicators`);
  await screen(desk, "overview");
  const row = await figure(desk);
  if (!check(row, "the overview has no figure with a link")) return;
  await desk.goto(`${base}${row}`);
  const title = await words(desk, "h1");
  await screen(desk, "indicator");
  check(title.length > 5, "the indicator has no title");

  const links = await desk.$$eval("main dl.headline a.num, main table.areas a.num, #goc a", (all) =>
    all.map((a) => a.getAttribute("href") ?? ""),
  );
  const cell = links.find((href) => /\/consolidations\/[^?]+\?.*cell=/.test(href));
  if (!check(cell, `${row}: no figure leads to a cell of a consolidated table (${links.slice(0, 4).join(" ")})`)) return;
  await desk.goto(new URL(String(cell), base).href);
  check(await desk.$("#goc"), "the consolidated table opens without the origin");
  check(await desk.$("table.totals td.open"), "the cell whose origin is shown is not marked");
  await screen(desk, "cell");
  const unit = await desk.$("#goc tbody tr:not(.total) th a[href*='/submissions/']");
  if (!check(unit, "the origin lists no unit with a link to its report")) return;
  const unit_name = await unit?.evaluate((a) => a.textContent ?? "");
  await follow(desk, () => unit?.click() ?? Promise.resolve());
  check(/\/submissions\/\d+/.test(desk.url()), `the unit leads to ${desk.url()}`);
  check((await words(desk, "main")).includes(String(unit_name)), "the report does not name the unit");
  await screen(desk, "report");
}

/**
 * The first figure of the overview whose page leads on to a consolidated table.
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<string | null>}
 */
async function figure(page) {
  const all = await page.$$eval("table.series a.num", (links) => links.map((a) => a.getAttribute("href") ?? ""));
  for (const href of all) {
    const text = await page.evaluate((href) => fetch(href).then((r) => r.text()), href);
    if (/href="\/consolidations\/[^"]+cell=/.test(text)) return href;
  }
  return all[0] ?? null;
}
