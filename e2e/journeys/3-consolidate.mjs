// The district accepts a commune; its total appears, and the total's origin lists the commune.

import { shown } from "../lib/grid.mjs";
import { begin_review, fill, open, send, STRATEGY } from "../lib/report.mjs";
import { act, follow, words } from "../lib/visit.mjs";

export const name = "an accepted report enters the total";

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk({ base, sign_in, screen, check }) {
  const desk = await sign_in("quynhluu.chuyenvien");
  const total = `${base}/consolidations/R-STR-2024/T3`;
  await desk.goto(total);
  await screen(desk, "before");
  const empty = await words(desk, "table.totals");

  const reporter = await sign_in("xa-17149");
  const signer = await sign_in("xa-17149-ky");
  const report = await open(reporter, base, STRATEGY);
  await fill(reporter, report, check);
  await reporter.goto(`${report}/parts/T3`);
  const people = await shown(reporter, "bdg:nguoi");
  await send(reporter, signer, report);

  const reviewer = await sign_in("quynhluu.thamdinh");
  await begin_review(reviewer, report);
  await act(reviewer, "accept");
  check(/chấp nhận/i.test(await words(reviewer, "main")), "no word “Đã chấp nhận” after accepting");
  await screen(reviewer, "accepted");

  await desk.goto(total);
  check((await words(desk, "table.totals")) !== empty, "the total did not change after accepting");
  check(/1\/33/.test(await words(desk, ".head")), "the head does not count 1/33 units");
  await screen(desk, "total");
  const cell = await desk.$('table.totals a.num[href*="bdg"][href*="nguoi"]');
  if (!check(cell, "the cell of persons trained has no link to its origin")) return;
  const value = await cell?.evaluate((a) => a.textContent?.trim());
  check(value === people, `the total shows ${value}, the commune wrote ${people}`);
  await follow(desk, () => cell?.click() ?? Promise.resolve());
  const origin = await words(desk, "#goc");
  check(/Quỳnh Tam/.test(origin), "the origin does not list the commune");
  check(origin.includes(people), "the origin does not show the commune's figure");
  await screen(desk, "origin");
}
