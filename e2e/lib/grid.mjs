// The entry grid as an officer uses it: cells by their key, typing, pasting, waiting for "Đã lưu".

/** @typedef {import("puppeteer-core").Page} Page */

/**
 * The keys of all cells that take a number, with what they show.
 * @param {Page} page
 * @returns {Promise<{ key: string, shown: string, column: number, line: string }[]>}
 */
export async function cells(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("#luoi td[data-cell] > input:not(.words)")].map((input) => {
      const control = /** @type {HTMLInputElement} */ (input);
      const td = /** @type {HTMLTableCellElement} */ (control.closest("td"));
      const line = /** @type {HTMLTableRowElement} */ (td.parentElement);
      return {
        key: td.dataset.cell ?? "",
        shown: control.value,
        column: td.cellIndex,
        line: line.dataset.line ?? "",
      };
    }),
  );
}

/** @param {string} key */
export const control = (key) => `td[data-cell="${key}"] > input`;

/**
 * Types into a cell as from the keyboard, and leaves it with Enter.
 * @param {Page} page
 * @param {string} key
 * @param {string} text
 */
export async function type(page, key, text) {
  await page.focus(control(key));
  await page.keyboard.press("Delete");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/**
 * Pastes a text at a cell, as Ctrl + V does.
 * @param {Page} page
 * @param {string} key
 * @param {string} text
 */
export async function paste(page, key, text) {
  await page.focus(control(key));
  await page.$eval(
    control(key),
    (input, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    text,
  );
}

/**
 * Chooses a cell's status in its menu, by keys alone.
 * @param {Page} page
 * @param {string} key
 * @param {string} word
 */
export async function status(page, key, word) {
  await page.focus(control(key));
  await page.keyboard.down("Control");
  await page.keyboard.press("m");
  await page.keyboard.up("Control");
  await page.waitForSelector(".status-menu");
  for (let at = 0; at < 4; at += 1) {
    const now = await page.evaluate(() => document.activeElement?.querySelector("b")?.textContent ?? "");
    if (now === word) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
}

/**
 * What a cell shows.
 * @param {Page} page
 * @param {string} key
 * @returns {Promise<string>}
 */
export async function shown(page, key) {
  return page.$eval(control(key), (input) => /** @type {HTMLInputElement} */ (input).value);
}

/**
 * Waits until the line says that all is saved; gives the milliseconds, or nothing after the longest time.
 * @param {Page} page
 * @param {number} max_ms
 * @returns {Promise<number | null>}
 */
export async function saved(page, max_ms) {
  const from = Date.now();
  try {
    await page.waitForFunction(
      () => {
        const line = document.querySelector("#da-luu");
        return line?.classList.contains("is-good") && /Đã lưu \S/.test(line.textContent ?? "");
      },
      { timeout: max_ms, polling: 50 },
    );
    return Date.now() - from;
  } catch {
    return null;
  }
}
