// A freshly filled demonstration on a free port: started for one run, stopped after it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const READY_MAX_MS = 60_000;

/** The program under test. */
export const binary = resolve(
  process.env.SANHVAI_BINARY ?? join(process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, "../../target"), "release/sanhvai"),
);

/**
 * Fills a temporary folder and serves it.
 * @param {{ today?: string }} [options] the day that the demonstration takes for today
 */
export async function serve({ today } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "sanhvai-e2e-"));
  const port = await free_port();
  const day = today ? ["--today", today] : [];
  const program = spawn(binary, ["demo", "--data", folder, "--port", String(port), ...day], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  /** @type {string[]} */ const log = [];
  program.stderr.on("data", (bytes) => log.push(String(bytes)));
  const ended = once(program, "exit");
  // A run that is broken off leaves no server behind.
  const kill = () => program.kill("SIGKILL");
  process.once("exit", kill);
  const base = `http://127.0.0.1:${port}`;
  const stop = async () => {
    program.kill("SIGTERM");
    await ended;
    process.off("exit", kill);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answer(`${base}/suc-khoe`, program);
  } catch (cause) {
    await stop();
    throw new Error(`the server did not start: ${log.join("").slice(-2000)}`, { cause });
  }
  return { base, stop, log };
}

/**
 * Waits until the address answers.
 * @param {string} url
 * @param {import("node:child_process").ChildProcess} program
 */
async function answer(url, program) {
  const until = Date.now() + READY_MAX_MS;
  while (Date.now() < until) {
    if (program.exitCode !== null) throw new Error(`the program ended with ${program.exitCode}`);
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${url} is silent`);
}

/** @returns {Promise<number>} */
async function free_port() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", () => done(undefined)));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === "object" && address ? address.port : 0;
}
