// One journey's hands: it signs in, opens screens, presses buttons, and notes every fault.

import { listen, look } from "./screen.mjs";

export const PASSWORD = "SanhVai-2024";

/**
 * @typedef {import("puppeteer-core").Page} Page
 * @typedef {{
 *   browser: import("puppeteer-core").Browser,
 *   base: string,
 *   sign_in: (account: string) => Promise<Page>,
 *   screen: (page: Page, name: string) => Promise<void>,
 *   check: (holds: unknown, words: string) => boolean,
 *   expect_status: Set<number>,
 * }} Journey
 */

/**
 * Hands for one journey.
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} base
 * @param {string} name
 */
export function begin(browser, base, name) {
  /** @type {string[]} */ const faults = [];
  /** @type {import("puppeteer-core").BrowserContext[]} */ const contexts = [];
  const expect_status = new Set();
  const tell = (/** @type {string} */ fault) => {
    if (!faults.includes(fault)) faults.push(fault);
  };
  /** @type {Journey} */
  const journey = {
    browser,
    base,
    expect_status,
    async sign_in(account) {
      const context = await browser.createBrowserContext();
      contexts.push(context);
      const page = await context.newPage();
      await page.setViewport({ width: 1366, height: 768 });
      listen(page, tell, { expect_status });
      // A question on leaving would stop the journey.
      page.on("dialog", (dialog) => dialog.accept());
      if (account) await enter(page, base, account);
      return page;
    },
    async screen(page, screen) {
      for (const fault of await look(page, `${name}-${screen}`)) tell(fault);
    },
    check(holds, words) {
      if (!holds) tell(words);
      return Boolean(holds);
    },
  };
  const end = async () => {
    for (const context of contexts) await context.close().catch(() => undefined);
  };
  return { journey, faults, tell, end };
}

/**
 * @param {Page} page
 * @param {string} base
 * @param {string} account
 */
async function enter(page, base, account) {
  await page.goto(`${base}/dang-nhap`);
  await page.locator('input[name="account"]').fill(account);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await follow(page, () => page.locator('form[action="/dang-nhap"] button[type="submit"]').click());
  if (new URL(page.url()).pathname === "/dang-nhap") throw new Error(`${account} cannot sign in`);
}

/**
 * Does something that leads to another page.
 * @param {Page} page
 * @param {() => Promise<unknown>} step
 */
export async function follow(page, step) {
  await Promise.all([page.waitForNavigation({ timeout: 15_000 }), step()]);
}

/**
 * Presses the button of an action; a reason, and a day, are given when it asks for them.
 * @param {Page} page
 * @param {string} path the last part of the action's address
 * @param {string} [reason]
 * @param {string} [until] "2024-12-31"
 */
export async function act(page, path, reason, until) {
  const form = `form.act[action$="/${path}"]`;
  if (reason !== undefined) {
    await page.click(`${form} summary`);
    await page.type(`${form} textarea`, reason);
    if (until !== undefined) {
      await page.$eval(
        `${form} input[name="until"]`,
        (input, until) => {
          /** @type {HTMLInputElement} */ (input).value = until;
        },
        until,
      );
    }
  }
  await follow(page, () => page.click(`${form} button[type="submit"]`));
}

/**
 * The words that stand on the page now.
 * @param {Page} page
 * @param {string} [selector]
 * @returns {Promise<string>}
 */
export async function words(page, selector = "body") {
  return page.evaluate((selector) => {
    const all = [...document.querySelectorAll(selector)];
    return all.map((element) => /** @type {HTMLElement} */ (element).innerText).join("\n");
  }, selector);
}

/**
 * The address behind the first link whose text fits, or nothing.
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 * @returns {Promise<string | null>}
 */
export async function link(page, selector, text) {
  return page.evaluate(
    (selector, text) => {
      const all = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(selector)]);
      return all.find((each) => each.textContent?.includes(text))?.href ?? null;
    },
    selector,
    text,
  );
}
