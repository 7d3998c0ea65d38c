// What neither the style nor Gradio does. The page works without them.
"use strict";

let newest = "";
let said = 0;
let asked = 0;
let follows = true; // until the reader goes somewhere by himself

function tidy() {
  // Gradio labels a bubble with its source text, entities and all: a screen reader should read the bubble itself.
  for (const bubble of document.querySelectorAll('#chat [data-testid="bot"], #chat [data-testid="user"]')) {
    bubble.removeAttribute("aria-label");
  }
  // An answer is read from its question on, so that is what stands at the top while it grows.
  const chat = document.querySelector("#chat");
  const length = chat ? chat.textContent.length : 0;
  const questions = document.querySelectorAll("#chat .user-row");
  follows ||= questions.length !== asked;
  asked = questions.length;
  if (length !== said) {
    said = length;
    if (follows) [...questions].at(-1)?.scrollIntoView({ block: "start" });
  }
  // A new answer's sources are read from their beginning.
  const card = document.querySelector("#sources .card");
  if (card && card.id !== newest) {
    newest = card.id;
    document.querySelector("#sources").scrollTop = 0;
  }
}

new MutationObserver(tidy).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
tidy(); // on a slow machine the page is there before this file

// Gradio's folds do not say whether they are open.
function tellFolds() {
  for (const fold of document.querySelectorAll("button.label-wrap")) {
    fold.ariaExpanded = String(fold.classList.contains("open"));
  }
}

new MutationObserver(tellFolds).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributeFilter: ["class"],
});

for (const act of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  document.addEventListener(act, () => (follows = false), { capture: true, passive: true });
}

// The link to stop sharing carries its code where no server sees it.
const code = document.querySelector("#stop-code");
if (code) {
  code.value = location.hash.slice(1);
}

// Who stops an answer writes on: the button is gone by then, and with it the focus.
document.addEventListener("click", ({ target }) => {
  if (target.closest("#stop")) document.querySelector("#question textarea").focus();
});
