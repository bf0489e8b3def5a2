// Every journey through a real browser, against a freshly filled demonstration.
// Use: node run.mjs [part of a journey's file name]

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

import { serve } from "./lib/server.mjs";
import { begin } from "./lib/visit.mjs";

const here = import.meta.dirname;
const JOURNEY_MAX_MS = 300_000;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const wanted = process.argv[2] ?? "";
const files = (await readdir(join(here, "journeys"))).filter((f) => f.endsWith(".mjs") && f.includes(wanted));
await rm(join(here, "shots"), { recursive: true, force: true });
await mkdir(join(here, "shots"), { recursive: true });

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: ARGUMENTS, headless: true });
let good = 0;
let bad = 0;
try {
  for (const file of files.sort()) {
    const { default: walk, name, today, max_ms } = await import(`./journeys/${file}`);
    const faults = await travel(file.replace(".mjs", ""), walk, { today, max_ms });
    if (faults.length === 0) good += 1;
    else bad += 1;
    const words = faults.length === 0 ? "ok" : `FAILED ${faults.join("; ")}`;
    console.log(`${file.replace(".mjs", "")} (${name}): ${words}`);
  }
} finally {
  await browser.close();
}
await writeFile(join(here, "result.txt"), `${good} ${bad}\n`);
process.exitCode = bad > 0 ? 1 : 0;

/**
 * One journey against its own server, so that none sees what another left behind.
 * @param {string} id
 * @param {(journey: import("./lib/visit.mjs").Journey) => Promise<void>} walk
 * @param {{ today?: string, max_ms?: number }} options
 * @returns {Promise<string[]>}
 */
async function travel(id, walk, { today, max_ms = JOURNEY_MAX_MS }) {
  const server = await serve({ today });
  const { journey, faults, tell, end } = begin(browser, server.base, id);
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error("took too long")), max_ms);
  });
  try {
    await Promise.race([walk(journey), late]);
  } catch (error) {
    tell(`stopped: ${error instanceof Error ? error.stack?.split("\n").slice(0, 4).join(" ") : error}`);
  } finally {
    clearTimeout(timer);
    await end();
    await server.stop();
  }
  for (const line of server.log.join("").split("\n")) {
    if (/"level":"ERROR"/.test(line)) tell(`server log: ${line.slice(0, 300)}`);
  }
  return faults;
}
