// A marker in an answer is a chip: it shows its quote while it is pointed at or focused, and opens the quote's document beside
// the chat; where its card has no link to that, it leads to the card and back. What it shows is what the card holds, as text.
// Without this file a marker is a link to its card.

import { isModified, openBeside } from "./beside.js";

const CHIP = 'a[href^="#source-"]';
const LINGER = 250; // milliseconds that the way from a chip to its quote may take
const GAP = 6; // pixels between them, and to the edge of the window

const popover = part("div", "chip-quote");
const back = part("button", "chip-back", "Back to the answer");
let shown = null; // the chip whose quote is shown
let left = null; // from which the reader came to a card
let closing = 0;
let coming = new MutationObserver(() => {}); // of a card that a chip waits for

popover.id = "chip-quote";
popover.setAttribute("role", "tooltip");
popover.hidden = true;
back.type = "button";
back.addEventListener("click", goBack);
addEventListener("scroll", place, { capture: true, passive: true });
addEventListener("resize", place);

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch") return; // a finger does not hover: it goes to the card
  const chip = target.closest(CHIP);
  if (chip) show(chip);
  else if (target.closest(".chip-quote")) clearTimeout(closing);
  else closeSoon();
});
document.documentElement.addEventListener("pointerleave", closeSoon);

document.addEventListener("focusin", ({ target }) => {
  if (target.matches(CHIP) && target.matches(":focus-visible")) show(target);
  else close();
});
document.addEventListener("focusout", ({ target }) => target === shown && closeSoon());

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !shown) return;
  event.stopPropagation();
  close();
}, { capture: true });

document.addEventListener("click", (event) => {
  const chip = event.target.closest(CHIP);
  if (!chip || isModified(event)) return;
  event.preventDefault(); // Gradio's base address would lose what stands behind the page's own
  const card = cardOf(chip);
  if (!card) return onceItsCardIsThere(chip, () => drawn(chip)?.click());
  close();
  const link = card.querySelector(".permalink a");
  if (link) openBeside(link.href, chip);
  else goTo(card, chip);
});

function part(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function cardOf(chip) {
  return document.getElementById(chip.getAttribute("href").slice(1));
}

// An answer's words come a moment before its sources.
function onceItsCardIsThere(chip, act) {
  coming.disconnect();
  coming = new MutationObserver(() => {
    if (!cardOf(chip)) return;
    coming.disconnect();
    act();
  });
  coming.observe(document.body, { childList: true, subtree: true });
}

// An answer that has been drawn anew has new chips.
function drawn(chip) {
  return chip.isConnected ? chip : [...document.querySelectorAll(`#chat ${CHIP}`)].findLast(({ hash }) => hash === chip.hash);
}

function show(chip) {
  clearTimeout(closing);
  const card = cardOf(chip);
  if (!card) return onceItsCardIsThere(chip, () => chip.matches(":hover, :focus-visible") && show(chip));
  if (chip === shown) return;
  close();
  shown = chip;
  popover.replaceChildren(part("p", "quote", card.querySelector("mark").textContent), facts(card));
  if (!popover.isConnected) document.body.append(popover);
  popover.hidden = false;
  chip.setAttribute("aria-describedby", popover.id);
  place();
}

function facts(card) {
  const line = part("p", "facts");
  const known = [...card.querySelectorAll(".meta > :not(.kind)")];
  if (!card.querySelector(".meta > strong")) known.unshift(card.querySelector(".title"));
  // A space between them: what a screen reader hears is the text alone.
  line.append(...known.flatMap((fact) => [part("span", fact.className, fact.textContent), " "]));
  return line;
}

function place() {
  if (!shown) return;
  if (!shown.isConnected) return close();
  const chip = shown.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = chip.bottom + GAP;
  const top = below + height + GAP <= innerHeight ? below : Math.max(GAP, chip.top - GAP - height);
  popover.style.top = `${top}px`;
  popover.style.left = `${Math.max(GAP, Math.min(chip.left, document.documentElement.clientWidth - width - GAP))}px`;
}

function closeSoon() {
  clearTimeout(closing);
  closing = setTimeout(() => shown?.matches(":focus-visible") || close(), LINGER);
}

function close() {
  clearTimeout(closing);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  popover.hidden = true;
}

function goTo(card, chip) {
  if (!chip.closest("#sources")) left = chip;
  card.closest("details:not(.around)")?.setAttribute("open", "");
  if (left) card.append(back);
  card.tabIndex = -1;
  location.hash = card.id;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function goBack() {
  (drawn(left) ?? document.querySelector("#question textarea"))?.focus();
  back.remove();
}
