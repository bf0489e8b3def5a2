// A form beside what it prints: drawn again soon after the last keystroke; without a script by its button.

const WAIT_MS = 500;

for (const form of document.querySelectorAll("form[data-preview]")) {
  if (form instanceof HTMLFormElement) follow(form);
}

/** @param {HTMLFormElement} form */
function follow(form) {
  /** @type {number | undefined} */ let timer;
  let asked = 0;
  const paper = document.querySelector("#ban-xem-truoc");
  const list = document.querySelector("#loi");

  async function draw() {
    const order = (asked += 1);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    const response = await fetch(form.dataset.preview ?? "", { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    const drawn = await response?.json().catch(() => null);
    // A slower answer to earlier words must not cover a newer one.
    if (!drawn || order !== asked) return;
    // The server escapes what people typed, as on the page itself.
    if (paper && drawn.paper) paper.innerHTML = drawn.paper;
    list?.replaceChildren(...[...lines(drawn.faults, "is-bad"), ...lines(drawn.advice, "is-near")]);
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, WAIT_MS);
  });
}

/**
 * @param {string[] | undefined} words
 * @param {string} look
 */
function lines(words, look) {
  return (words ?? []).map((text) => {
    const line = document.createElement("li");
    line.className = look;
    line.textContent = text;
    return line;
  });
}
