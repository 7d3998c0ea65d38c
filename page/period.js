// The year of the period in words, and for the keyboard what lets it go: Gradio hears that of a pointer only.
// Without this file the slider works by the pointer and shows its year as a number.

const RESTS = 600; // milliseconds without a key after which a year is chosen

let released = null; // the value that was chosen last
let resting = 0;

const slider = () => document.querySelector("#year input[type=range]");

function say() {
  const range = slider();
  if (!range) return;
  const isToday = range.value === range.max;
  document.querySelector("#period").dataset.today = isToday; // then there is nothing to explain, and no way back
  const words = isToday ? "today" : `31 December ${range.value}`;
  if (range.getAttribute("aria-valuetext") === words) return;
  range.setAttribute("aria-valuetext", words);
  range.removeAttribute("aria-label"); // its label says it better
  const told = document.querySelector("#year output") ?? document.createElement("output");
  told.htmlFor = range.id;
  told.textContent = words;
  if (!told.isConnected) document.querySelector("#year .head").append(told);
}

document.addEventListener("focusin", ({ target }) => {
  if (target === slider()) released = target.value;
});
document.addEventListener("pointerup", ({ target }) => {
  if (target === slider()) released = target.value;
});
document.addEventListener("input", say);
document.addEventListener("keyup", ({ target }) => {
  if (target !== slider() || target.value === released) return;
  clearTimeout(resting);
  resting = setTimeout(() => target.dispatchEvent(new PointerEvent("pointerup", { bubbles: true })), RESTS);
});

new MutationObserver(say).observe(document.documentElement, { childList: true, subtree: true });
say(); // nothing may change any more once this file is there
