// What a visitor has typed or asked outlives the loss of the connection, for as long as the tab is open. Gradio says
// that the connection was lost, and loads the page anew once the server answers; what stood on it is gone by then.
// Without this file the question is, too.

const KEPT = "lost";
const LASTS = 1_000; // milliseconds: as a page is left its connection goes too, and is not lost

let lostAt = Infinity;

const box = () => document.querySelector("#question textarea");

// What stands in the box when the page goes, or else the question that is still to be answered, is kept in this tab.
addEventListener("pagehide", () => {
  const isLost = performance.now() - lostAt > LASTS;
  const asked = document.querySelector("#stop") && [...document.querySelectorAll('#chat [data-testid="user"]')].at(-1);
  const question = box()?.value.trim() || asked?.innerText.trim() || "";
  if (question || isLost) sessionStorage.setItem(KEPT, JSON.stringify({ question, isLost }));
});

function watch() {
  if (lostAt === Infinity && document.querySelector(".toast-body.error")?.textContent.includes("Connection")) {
    lostAt = performance.now();
    tell("The connection was lost. This page begins anew once the server answers; what you asked or typed is kept.");
  }
  const kept = sessionStorage.getItem(KEPT);
  if (!kept || !box()) return;
  sessionStorage.removeItem(KEPT);
  giveBack(JSON.parse(kept));
}

function giveBack({ question, isLost }) {
  const rest = question ? "; your question stands in the box, to be sent again." : ".";
  if (isLost) tell(`The connection was lost and is back. The talk begins anew${rest}`);
  if (!question || box().value || new URLSearchParams(location.search).has("ask")) return;
  box().value = question;
  box().dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function tell(sentence) {
  const told = document.querySelector("#lost") ?? document.createElement("p");
  told.id = "lost";
  told.setAttribute("role", "status");
  told.textContent = sentence;
  document.querySelector("#ask").before(told);
}

new MutationObserver(watch).observe(document.documentElement, { childList: true, subtree: true });
watch(); // nothing may change any more once this file is there
