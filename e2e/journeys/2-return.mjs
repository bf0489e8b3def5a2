// The district gives a report back with a reason and a remark; the commune corrects it and files again.

import { saved, shown, type } from "../lib/grid.mjs";
import { begin_review, fill, open, remark, send, STRATEGY } from "../lib/report.mjs";
import { act, words } from "../lib/visit.mjs";

export const name = "a report is returned, corrected and filed again";

const REASON = "Số lớp tập huấn chưa khớp với kế hoạch đã duyệt.";
const REMARK = "Đề nghị kiểm tra lại số lớp.";
const CELL = "bdg:lop";

/** @param {import("../lib/visit.mjs").Journey} journey */
export default async function walk({ base, sign_in, screen, check }) {
  const reporter = await sign_in("xa-17149");
  const signer = await sign_in("xa-17149-ky");
  const report = await open(reporter, base, STRATEGY);
  await fill(reporter, report, check);
  await send(reporter, signer, report);

  const reviewer = await sign_in("quynhluu.thamdinh");
  await screen(reviewer, "reviewer-work");
  check(/Quỳnh Tam/.test(await words(reviewer, "main")), "the reviewer's work does not name the commune");
  await begin_review(reviewer, report);
  await screen(reviewer, "review");
  await remark(reviewer, "T3", CELL, REMARK);
  await reviewer.goto(`${report}/review`);
  check((await words(reviewer, ".remarks")).includes(REMARK), "the remark is not on the review page");
  await act(reviewer, "return", REASON);
  check(/trả lại/i.test(await words(reviewer, "main")), "no word “Đã trả lại” after returning");
  await screen(reviewer, "returned");

  await reporter.goto(base);
  await screen(reporter, "work");
  check(/Sửa|trả lại/.test(await words(reporter, "main")), "the commune's work does not ask to correct the report");
  await reporter.goto(report);
  check((await words(reporter, "main")).includes(REASON), "the commune does not see the reason");
  check((await words(reporter, ".remarks")).includes(REMARK), "the commune does not see the remark");
  await screen(reporter, "came-back");
  await reporter.goto(`${report}/parts/T3`);
  const before = await shown(reporter, CELL);
  const after = before === "2" ? "3" : "2";
  await type(reporter, CELL, after);
  check((await saved(reporter, 3_000)) !== null, "the correction is not saved");
  await screen(reporter, "correcting");
  await fill(reporter, report, check);
  await send(reporter, signer, report);
  await screen(signer, "filed-again");
  check(/bản 2/i.test(await words(signer, "main")), "no second signed version on the report");

  await begin_review(reviewer, report);
  const changes = await words(reviewer, "section[aria-labelledby='thay-doi']");
  check(changes.includes(after), `the review does not list the changed cell: “${changes.slice(0, 80)}”`);
  check(
    (await words(reviewer, `#T3 td[data-cell="${CELL}"] b.shown`)).trim() === after,
    "the review does not show the corrected value",
  );
  await screen(reviewer, "second-review");
}
