// Two things that neither the style nor Gradio does. The page works without them.
"use strict";

let newest = "";

function tidy() {
  // Gradio labels a bubble with its source text, entities and all: a screen reader should read the bubble itself.
  for (const bubble of document.querySelectorAll('#chat [data-testid="bot"], #chat [data-testid="user"]')) {
    bubble.removeAttribute("aria-label");
  }
  // A new answer's sources are read from their beginning.
  const card = document.querySelector("#sources .card");
  if (card && card.id !== newest) {
    newest = card.id;
    document.querySelector("#sources").scrollTop = 0;
  }
}

new MutationObserver(tidy).observe(document.documentElement, { childList: true, subtree: true });
