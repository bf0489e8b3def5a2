// The entry grid: keys and clipboard like Excel, saved while typing. The server is the authority on totals.

import { Cells, dress, isNumber, settle, shown } from "./cells.js";
import { exchange } from "./clipboard.js";
import { explaining, focusWhy, showConflict, showFindings, showUnsaved } from "./findings.js";
import { openStatusMenu } from "./menu.js";
import { offerBack, yesNo } from "./left.js";
import { dressNil, setNil } from "./nil.js";
import { read, show } from "./numbers.js";
import { clearNotice, Outbox, post, refused, savedLine } from "./outbox.js";
import { readOnly, remarkOn } from "./remark.js";

/** @typedef {import("./cells.js").Cell} Cell */
/** @typedef {{ row: string, column: string, raw: string, status: string, expected_revision: number, unread?: boolean }} Change */
/** @typedef {{ cell: Cell, before: string, after: string }} Step */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#luoi"));
if (form) enter(form);
else readOnly();

/** @param {HTMLFormElement} form */
function enter(form) {
  const table = /** @type {HTMLTableElement} */ (form.querySelector(".grid table"));
  const cells = new Cells(table);
  /** @type {Map<string, string>} what each cell showed when last settled */
  const settled = new Map(cells.entered.map((cell) => [cell.key, shown(cell)]));
  /** @type {Step[][]} */ const undone = [];
  /** @type {Step[][]} */ const done = [];
  /** "ready": the whole cell is chosen; "typing": arrows leave it; "caret": arrows move inside it. */
  let mode = "ready";
  /** @type {Cell | null} */ let anchor = null;
  /** @type {Cell | null} */ let active = null;
  /** @type {Cell | null} where a run of Tabs began: Enter goes on below it */ let tabbed = null;
  /** @type {Cell[][]} */ let chosen = [];
  let savedAt = "";
  /** @type {Map<string, import("./findings.js").Finding>} why a cell could not be read, by the cell */
  const unread = new Map();
  /** @type {Set<string>} cells that went on their way while they were typed in */
  const going = new Set();

  const say = savedLine("ô");
  /** @type {Outbox<Change>} */
  const outbox = new Outbox({
    key: `sanhvai:${location.pathname}`,
    send,
    onState(state, count) {
      say(state, count, savedAt);
      showUnsaved(table, state, count);
    },
  });

  // — saving —

  /**
   * @param {Change[]} changes
   * @param {boolean} last
   */
  async function send(changes, last) {
    // The number of the last change is taken now: an earlier answer may have raised it.
    const fresh = changes.map((change) => {
      const td = cells.byKey.get(`${change.row}:${change.column}`)?.td;
      return { ...change, expected_revision: Number(td?.dataset.revision ?? change.expected_revision) };
    });
    const { answer, data } = await post(`${form.action}/cells`, { csrf: form.dataset.csrf, changes: fresh }, last);
    if (data) take(data, fresh);
    return answer;
  }

  /**
   * Takes the server's answer into the page.
   * @param {any} data
   * @param {Change[]} sent
   */
  function take(data, sent) {
    clearNotice("tu-choi");
    if (data.problem) return refused(form, data.problem, () => outbox.flush());
    savedAt = data.saved_at ?? savedAt;
    for (const saved of data.cells ?? []) {
      const cell = cells.byKey.get(`${saved.row}:${saved.column}`);
      if (!cell?.control) continue;
      cell.td.dataset.revision = String(saved.revision);
      outbox.amend(cell.key, { expected_revision: saved.revision });
      // What is being typed now is newer than the answer.
      if (cell !== active || mode === "ready") mirror(cell, saved.text);
    }
    for (const computed of data.computed ?? []) {
      const place = cells.byKey.get(`${computed.row}:${computed.column}`)?.td.querySelector("b");
      if (place) place.textContent = computed.text;
    }
    if (data.findings) {
      keepUnread(data.findings, sent);
      const others = data.findings.filter((/** @type {any} */ finding) => !finding.unread);
      showFindings(table, [...unread.values(), ...others], data.unfilled ?? 0);
    }
    for (const conflict of data.conflicts ?? []) settleConflict(conflict, sent);
  }

  /**
   * What could not be read stays in its cell and on this machine, with the reason under the row.
   * @param {any[]} findings
   * @param {Change[]} sent
   */
  function keepUnread(findings, sent) {
    for (const change of sent) {
      const key = `${change.row}:${change.column}`;
      const found = findings.find((each) => each.unread && `${each.row}:${each.column}` === key);
      cells.byKey.get(key)?.td.classList.toggle("unread", Boolean(found));
      if (found) {
        unread.set(key, found);
        outbox.keep(key, { ...change, unread: true });
      } else {
        unread.delete(key);
        outbox.forget([key]);
      }
    }
  }

  /**
   * @param {Cell} cell
   * @param {string} text
   */
  function mirror(cell, text) {
    const now = shown(cell);
    if (now !== settled.get(cell.key) || !isNumber(cell)) return;
    const status = cell.td.dataset.status ?? "actual";
    const next = show(text ?? "", status);
    if (next !== now) /** @type {HTMLInputElement} */ (cell.control).value = next;
    settled.set(cell.key, next);
  }

  /**
   * Until the officer has chosen, the own value stays on this machine and nothing is written over the other's.
   * @param {import("./findings.js").Conflict} conflict
   * @param {Change[]} sent
   */
  function settleConflict(conflict, sent) {
    const key = `${conflict.row}:${conflict.column}`;
    const cell = cells.byKey.get(key);
    const change = sent.find((each) => `${each.row}:${each.column}` === key);
    if (!cell || !change) return;
    outbox.keep(key, change);
    const mine = isNumber(cell) ? show(change.raw, change.status) : change.raw;
    showConflict(table, { ...conflict, mine }, (value, isMine) => {
      outbox.drop(key);
      going.delete(key);
      if (conflict.revision !== undefined) cell.td.dataset.revision = String(conflict.revision);
      /** @type {HTMLInputElement} */ (cell.control).value = value;
      settled.set(key, conflict.theirs);
      // The other's value stands already: nothing is written.
      if (isMine) commit([cell], true);
      else if (isNumber(cell)) settle(cell);
    });
  }

  /**
   * Settles cells and hands over those that changed; one undo for all.
   * @param {Cell[]} changed
   * @param {boolean} [always] also when the text is the same
   */
  function commit(changed, always = false) {
    /** @type {Step[]} */ const steps = [];
    for (const cell of changed) {
      const before = settled.get(cell.key) ?? "";
      const typed = settle(cell);
      const after = shown(cell);
      // Letters go to the server like figures: its answer names the cell, the reason and the code.
      cell.td.classList.toggle("unread", !typed.valid);
      const isGoing = going.delete(cell.key);
      if (after === before && !always && !isGoing) continue;
      settled.set(cell.key, after);
      if (after !== before || always) steps.push({ cell, before, after });
      const [row, column] = cell.key.split(":");
      outbox.put(cell.key, {
        row,
        column,
        raw: typed.text,
        status: typed.status,
        expected_revision: Number(cell.td.dataset.revision ?? 0),
      });
    }
    if (steps.length > 0) {
      done.push(steps);
      undone.length = 0;
      dressNil(cells);
    }
  }

  /**
   * Undoes or redoes the last steps.
   * @param {Step[][]} from
   * @param {Step[][]} to
   * @param {"before" | "after"} side
   */
  function replay(from, to, side) {
    const steps = from.pop();
    if (!steps) return;
    for (const step of steps) /** @type {HTMLInputElement} */ (step.cell.control).value = step[side];
    const rest = [done.length, undone.slice()];
    commit(steps.map((step) => step.cell));
    // The commit wrote itself down as new work: undo that note.
    done.length = /** @type {number} */ (rest[0]);
    undone.splice(0, undone.length, .../** @type {Step[][]} */ (rest[1]));
    to.push(steps);
    focus(steps[0].cell);
  }

  /** @param {[Cell, string][]} pairs */
  function fill(pairs) {
    for (const [cell, text] of pairs) {
      const control = /** @type {HTMLInputElement} */ (cell.control);
      control.value = control instanceof HTMLSelectElement ? yesNo(text) : text;
    }
    commit(pairs.map(([cell]) => cell));
  }

  // — moving —

  /** @param {Cell | null} cell */
  function focus(cell) {
    if (!cell?.control) return;
    cell.control.focus();
    if (cell.control instanceof HTMLInputElement) cell.control.select();
  }

  /** @param {Cell[][]} block */
  function choose(block) {
    for (const cell of chosen.flat()) cell.td.classList.remove("sel");
    chosen = block;
    if (block.flat().length > 1) for (const cell of block.flat()) cell.td.classList.add("sel");
  }

  table.addEventListener("focusin", (event) => {
    const cell = cells.of(event.target);
    if (!cell || event.target !== cell.control) return;
    active = cell;
    mode = "ready";
    if (cell.control instanceof HTMLInputElement) cell.control.select();
    remarkOn(cell.td, cell.control?.getAttribute("aria-label") ?? "");
  });
  table.addEventListener("focusout", (event) => {
    const cell = cells.of(event.target);
    if (cell && event.target === cell.control) commit([cell]);
  });
  table.addEventListener("input", (event) => {
    if (mode === "ready") mode = "typing";
    const cell = cells.of(event.target);
    if (cell && event.target === cell.control) soon(cell);
  });
  table.addEventListener("dblclick", () => { mode = "caret"; });
  table.addEventListener("pointerdown", (event) => {
    const cell = cells.of(event.target);
    if (!cell) return;
    if (event.shiftKey && active) {
      event.preventDefault();
      choose(cells.block(active, cell));
      return;
    }
    anchor = cell;
    tabbed = null;
    choose([]);
  });
  table.addEventListener("pointerover", (event) => {
    const cell = cells.of(event.target);
    if (anchor && cell && event.buttons === 1 && cell !== anchor) choose(cells.block(anchor, cell));
  });

  /** What is being typed is kept at once and sent a little later. @param {Cell} cell */
  function soon(cell) {
    const control = /** @type {HTMLInputElement} */ (cell.control);
    if (control.value === settled.get(cell.key) && !going.has(cell.key)) return;
    going.add(cell.key);
    const typed = isNumber(cell) ? read(control.value) : { status: "actual", text: control.value.trim() };
    const [row, column] = cell.key.split(":");
    const expected_revision = Number(cell.td.dataset.revision ?? 0);
    outbox.put(cell.key, { row, column, raw: typed.text, status: typed.status, expected_revision }, 2000);
  }

  table.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target instanceof Element) focus(cells.under(event.target));
    const cell = cells.of(event.target);
    if (!cell || event.target !== cell.control || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) return command(event, cell);
    const handled = key(event, cell);
    if (handled) event.preventDefault();
  });

  /**
   * @param {KeyboardEvent} event
   * @param {Cell} cell
   * @returns {boolean}
   */
  function key(event, cell) {
    if (event.altKey && event.key === "ArrowDown" && focusWhy(cell.td)) return true;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step) return arrow(event, cell, step[0], step[1]);
    switch (event.key) {
      case "Tab":
        return tab(cell, event.shiftKey ? -1 : 1);
      case "Enter":
        commit([cell]);
        focus(cells.next(tabbed ?? cell, event.shiftKey ? -1 : 1, 0) ?? cell);
        tabbed = null;
        return true;
      case "F2":
        return caret(cell);
      case "Escape":
        return restore(cell);
      case "Delete":
        if (mode !== "ready") return false;
        fill((chosen.length > 0 ? chosen.flat() : [cell]).filter((c) => c.control).map((c) => [c, ""]));
        return true;
      default:
        return false;
    }
  }

  /**
   * Cell to cell, at the end of a row to the next one; behind the last cell to the buttons below the table.
   * @param {Cell} cell
   * @param {number} step
   */
  function tab(cell, step) {
    const to = cells.beside(cell, step);
    if (!to && step < 0) return false;
    commit([cell]);
    choose([]);
    tabbed = to?.row === cell.row ? (tabbed ?? cell) : to;
    if (to) focus(to);
    else /** @type {HTMLElement | null} */ (form.querySelector(".gridfoot button"))?.focus();
    return true;
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Cell} cell
   * @param {number} down
   * @param {number} right
   */
  function arrow(event, cell, down, right) {
    if (mode === "caret" && right !== 0) return false;
    if (cell.control instanceof HTMLSelectElement && event.altKey) return false;
    if (event.shiftKey && mode === "ready") {
      const edge = chosen.at(-1)?.at(-1) ?? cell;
      const to = cells.next(edge, down, right);
      if (to) choose(cells.block(cell, to));
      return true;
    }
    const to = cells.next(cell, down, right);
    tabbed = null;
    commit([cell]);
    choose([]);
    focus(to ?? cell);
    return true;
  }

  /** @param {Cell} cell */
  function caret(cell) {
    mode = "caret";
    if (cell.control instanceof HTMLInputElement) {
      const end = cell.control.value.length;
      cell.control.setSelectionRange(end, end);
    }
    return true;
  }

  /** @param {Cell} cell */
  function restore(cell) {
    if (mode === "ready") choose([]);
    /** @type {HTMLInputElement} */ (cell.control).value = settled.get(cell.key) ?? "";
    outboxFollows(cell);
    mode = "ready";
    focus(cell);
    return true;
  }

  /** A half-typed value may be on its way already: the old one follows it. @param {Cell} cell */
  function outboxFollows(cell) {
    commit([cell], true);
    done.pop();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Cell} cell
   */
  function command(event, cell) {
    const letter = event.key.toLowerCase();
    if (letter === "m") statusMenu(cell);
    else if (letter === "z" && mode === "ready") event.shiftKey ? replay(undone, done, "after") : replay(done, undone, "before");
    else if (letter === "y" && mode === "ready") replay(undone, done, "after");
    else return;
    event.preventDefault();
  }

  /** @param {Cell} cell */
  function statusMenu(cell) {
    if (!isNumber(cell)) return;
    openStatusMenu(
      cell.td,
      (status) => {
        const typed = read(shown(cell));
        const text = status === "missing" ? "" : show(typed.text, status);
        dress(cell, status);
        fill([[cell, text]]);
      },
      () => focus(cell),
    );
  }

  exchange(cells, () => chosen, fill);

  // — the buttons of the page —

  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-fix]") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const [row, column] = button.value.split(":");
    const cell = cells.byKey.get(`${row}:${column}`);
    if (cell) fill([[cell, button.dataset.fix ?? ""]]);
    focus(cell ?? null);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.name === "nil") setNil(cells, button.value, fill);
    commit(cells.entered);
    outbox.flush();
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    commit(cells.entered);
    outbox.flush();
  });

  explaining(form);
  offerBack(outbox, cells, fill);
}
