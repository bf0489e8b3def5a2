// A date box is drawn in the browser's language: to an English browser 12/03/2024 is the third of December.
// Where the browser does not write the day first, the date stands in Vietnamese form under its box.

const first = new Intl.DateTimeFormat().formatToParts(0).find((part) => part.type !== "literal");

if (first?.type !== "day") {
  for (const box of document.querySelectorAll('input[type="date"]')) {
    tell(/** @type {HTMLInputElement} */ (box));
  }
}

/** @param {HTMLInputElement} box */
function tell(box) {
  const words = document.createElement("span");
  words.className = "note day";
  const write = () => {
    words.textContent = box.value.split("-").reverse().join("/");
  };
  box.after(words);
  box.addEventListener("input", write);
  write();
}
