// The theme switch without a page load; the server reads the same cookie on the next page.

/** @type {HTMLFormElement | null} */
const form = document.querySelector("#giao-dien");

form?.addEventListener("submit", (event) => {
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (!button?.value) return;
  event.preventDefault();
  choose(button.value);
});

/** @param {string} theme */
function choose(theme) {
  if (theme === "system") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.setAttribute("data-theme", theme);
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
  for (const button of form?.querySelectorAll("button") ?? []) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}
