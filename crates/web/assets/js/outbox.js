// Changes on their way to the server: kept on this machine until acknowledged, retried, never lost.

/**
 * @template T
 * @typedef {{ at: number, due: number, change: T }} Held
 */

/**
 * What a sender answers: the changes are taken, are refused by the server, or did not get through.
 * @typedef {"taken" | "refused" | "lost"} Answer
 */

/** @template T */
export class Outbox {
  /** @type {Map<string, Held<T>>} */ #held = new Map();
  /** @type {Map<string, T>} what is not on its way: unreadable, or left by an earlier visit */ #unread = new Map();
  /** @type {number | undefined} */ #timer;
  #sending = false;
  #failures = 0;
  #clock = 0;

  /**
   * @param {{
   *   key: string,
   *   send: (changes: T[], last: boolean) => Promise<Answer>,
   *   onState: (state: "waiting" | "sending" | "saved" | "unread" | "lost" | "refused", count: number) => void,
   * }} options
   */
  constructor(options) {
    this.options = options;
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.flush(true));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush(true);
    });
    addEventListener("beforeunload", (event) => {
      if (this.#failures > 0 && this.#held.size > 0) event.preventDefault();
    });
  }

  /** How many changes are not acknowledged. */
  get size() {
    return this.#held.size;
  }

  /** Changes left on this machine by an earlier visit. @returns {[string, T][]} */
  left() {
    try {
      const stored = JSON.parse(localStorage.getItem(this.options.key) ?? "[]");
      return Array.isArray(stored) ? stored : [];
    } catch {
      return [];
    }
  }

  /** Forgets what an earlier visit left. @param {string[]} [ids] all, where none are named */
  forget(ids = [...this.#unread.keys()]) {
    for (const id of ids) this.#unread.delete(id);
    this.#store();
  }

  /**
   * Holds a change at once and sends it soon: well within three seconds of the last keystroke.
   * @param {string} id
   * @param {T} change
   * @param {number} [wait] milliseconds until it goes; others do not wait for it
   */
  put(id, change, wait = 1200) {
    this.#clock += 1;
    this.#unread.delete(id);
    this.#held.set(id, { at: this.#clock, due: Date.now() + wait, change });
    this.#store();
    this.options.onState("waiting", this.#held.size);
    this.#plan();
  }

  /** Alters what is held, as when its number of changes has risen. @param {string} id @param {Partial<T>} facts */
  amend(id, facts) {
    const held = this.#held.get(id);
    if (!held) return;
    held.change = { ...held.change, ...facts };
    this.#store();
  }

  /**
   * Keeps what is not sent: a reload shows it again, and it counts as not saved.
   * @param {string} id
   * @param {T} change
   */
  keep(id, change) {
    this.#unread.set(id, change);
    this.#store();
  }

  /** Whether something is kept that is not sent. @param {string} id */
  keeps(id) {
    return this.#unread.has(id);
  }

  /** Takes a change back that must not be sent. @param {string} id */
  drop(id) {
    this.#held.delete(id);
    this.#unread.delete(id);
    this.#store();
  }

  /**
   * Sends all that is held now.
   * @param {boolean} [last] the page is going away
   * @param {boolean} [all] also what is still being typed
   */
  async flush(last = false, all = true) {
    if (this.#held.size === 0 || (this.#sending && !last)) return;
    clearTimeout(this.#timer);
    const sent = [...this.#held.entries()].filter(([, held]) => all || held.due <= Date.now());
    if (sent.length === 0) return this.#plan();
    this.#sending = true;
    this.options.onState("sending", sent.length);
    const answer = await this.options.send(sent.map(([, held]) => held.change), last).catch(() => "lost");
    this.#sending = false;
    this.#settle(/** @type {Answer} */ (answer), sent);
  }

  /**
   * @param {Answer} answer
   * @param {[string, Held<T>][]} sent
   */
  #settle(answer, sent) {
    if (answer === "taken") {
      this.#failures = 0;
      for (const [id, held] of sent) {
        if (this.#held.get(id)?.at === held.at) this.#held.delete(id);
      }
      this.#store();
      this.#plan();
      const state = this.#held.size > 0 ? "waiting" : this.#unread.size > 0 ? "unread" : "saved";
      this.options.onState(state, this.#held.size + this.#unread.size);
      return;
    }
    this.#failures += 1;
    this.options.onState(answer, this.#held.size);
    // A refusal waits for the officer; a cut line is tried again.
    if (answer === "lost") this.#schedule(Math.min(30000, 1500 * 2 ** this.#failures));
  }

  /** Waits for what is due first. */
  #plan() {
    if (this.#held.size === 0) return;
    const first = Math.min(...[...this.#held.values()].map((held) => held.due));
    this.#schedule(Math.max(this.#failures > 0 ? 1200 : 50, first - Date.now()), false);
  }

  /**
   * @param {number} milliseconds
   * @param {boolean} [all]
   */
  #schedule(milliseconds, all = true) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(false, all), milliseconds);
  }

  #store() {
    const held = [...this.#held.entries()].map(([id, { change }]) => [id, change]);
    const entries = [...this.#unread.entries(), ...held];
    try {
      if (entries.length === 0) localStorage.removeItem(this.options.key);
      else localStorage.setItem(this.options.key, JSON.stringify(entries));
    } catch {
      // A full or forbidden storage must not stop the saving itself.
    }
  }
}

/**
 * Posts JSON to this server.
 * @param {string} url
 * @param {unknown} body
 * @param {boolean} last
 * @returns {Promise<{ answer: Answer, data: any }>}
 */
export async function post(url, body, last) {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
    keepalive: last,
  });
  const data = await response.json().catch(() => null);
  // Anything else than the server's own answer, as a page of sign-in or of a proxy, has taken nothing.
  if (response.ok && data === null) return { answer: "lost", data };
  if (response.ok) return { answer: data.problem ? "refused" : "taken", data };
  return { answer: response.status >= 500 ? "lost" : "refused", data };
}

/** Refusals that signing in again mends: the session is over, or another one has begun since. */
const SESSION_OVER = ["ACC-008", "WEB-002"];

/** The door in a tab of its own: what is typed here stays. */
export const DOOR = { label: "Đăng nhập ở thẻ mới", href: "/dang-nhap" };

/**
 * Says why the server took nothing, with the way on.
 * @param {HTMLFormElement} form
 * @param {{ code: string, what: string, why?: string, next?: string }} problem
 * @param {() => void} again sends the same once more
 */
export function refused(form, { code, what, why, next }, again) {
  const isOver = SESSION_OVER.includes(code);
  const retry = { label: "Thử lưu lại", act: async () => { if (!isOver || (await renew(form, again))) again(); } };
  if (!isOver) return notice("tu-choi", "bad", what, [why, next, code && `(${code})`].filter(Boolean).join(" "), [retry]);
  const words = `Đăng nhập lại ở thẻ mới, rồi về đây bấm Thử lưu lại; những gì đang nhập vẫn còn trên máy này. (${code})`;
  notice("tu-choi", "bad", "Phiên làm việc đã hết.", words, [DOOR, retry]);
}

/**
 * Takes the token of the session that has begun since; whoever else signed in does not save what this one typed.
 * @param {HTMLFormElement} form
 * @param {() => void} again
 * @returns {Promise<boolean>}
 */
export async function renew(form, again) {
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text().catch(() => "")) ?? "", "text/html");
  const who = (/** @type {Document} */ shown) => shown.querySelector(".me")?.textContent ?? "";
  if (who(page) && who(page) !== who(document)) {
    const name = document.querySelector(".me a")?.textContent ?? "";
    const words = `Nội dung ở trang này là của ${name}: đăng nhập bằng tài khoản đó rồi thử lại.`;
    notice("tu-choi", "bad", "Thẻ kia đăng nhập bằng tài khoản khác.", words, [
      DOOR,
      { label: "Thử lưu lại", act: async () => { if (await renew(form, again)) again(); } },
    ]);
    return false;
  }
  const fresh = /** @type {HTMLInputElement | null} */ (page.querySelector('.leave input[name="csrf"]'))?.value;
  if (!fresh) return true;
  form.dataset.csrf = fresh;
  for (const input of document.querySelectorAll('input[name="csrf"]')) /** @type {HTMLInputElement} */ (input).value = fresh;
  return true;
}

/**
 * The line that always says whether work is safe.
 * @param {string} what word for one change: "ô", "mục"
 */
export function savedLine(what) {
  const line = document.querySelector("#da-luu");
  const text = line?.querySelector("span");
  const mark = line?.querySelector("use");
  /** @type {Record<string, [string, string]>} */
  const looks = {
    waiting: ["is-none", "#i-half"],
    sending: ["is-part", "#i-wait"],
    saved: ["is-good", "#i-ok"],
    unread: ["is-bad", "#i-late"],
    lost: ["is-bad", "#i-late"],
    refused: ["is-bad", "#i-late"],
  };
  /**
   * @param {string} state
   * @param {number} count
   * @param {string} [savedAt]
   */
  return (state, count, savedAt) => {
    if (!line || !text) return;
    const [tone, symbol] = looks[state];
    line.className = `saved st ${tone}`;
    mark?.setAttribute("href", symbol);
    text.textContent = {
      waiting: `Chưa lưu ${count} ${what}`,
      sending: "Đang lưu",
      saved: `Đã lưu ${savedAt ?? ""}`.trim(),
      unread: `${count} ${what} chưa lưu, còn giữ trên máy này`,
      lost: `Mất kết nối: ${count} ${what} giữ trên máy này, đang thử lại`,
      refused: `Chưa lưu được ${count} ${what}`,
    }[state] ?? "";
  };
}

/**
 * Shows a notice above the work; replaces the one with the same id.
 * @param {string} id
 * @param {"good" | "near" | "bad"} tone
 * @param {string} title
 * @param {string} words
 * @param {({ label: string, act: () => unknown } | { label: string, href: string })[]} [buttons]
 */
export function notice(id, tone, title, words, buttons = []) {
  const place = document.querySelector("#thong-bao");
  if (!place) return;
  document.getElementById(id)?.remove();
  const box = document.createElement("div");
  box.id = id;
  box.className = `notice is-${tone}`;
  const symbol = { good: "i-ok", near: "i-warn", bad: "i-late" }[tone];
  box.innerHTML = `<svg aria-hidden="true"><use href="#${symbol}"/></svg><p><b></b> <span></span></p>`;
  /** @type {HTMLElement} */ (box.querySelector("b")).textContent = title;
  const text = /** @type {HTMLElement} */ (box.querySelector("span"));
  text.textContent = `${words} `;
  for (const way of buttons) text.append("href" in way ? elsewhere(way) : button(way, box), " ");
  place.append(box);
}

/** @param {{ label: string, href: string }} way */
function elsewhere({ label, href }) {
  const link = document.createElement("a");
  Object.assign(link, { href, target: "_blank", rel: "noopener", textContent: label });
  return link;
}

/** @param {{ label: string, act: () => unknown }} way @param {HTMLElement} box goes with the press */
function button({ label, act }, box) {
  const press = document.createElement("button");
  press.type = "button";
  press.className = "btn btn--link";
  press.textContent = label;
  press.addEventListener("click", () => {
    box.remove();
    act();
  });
  return press;
}

/** Takes a notice away. @param {string} id */
export function clearNotice(id) {
  document.getElementById(id)?.remove();
}
