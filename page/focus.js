// Who walks the page by the keyboard sees where he is, though what comes late, such as what to ask next, moves all that
// is below it. Only a part that he saw is brought back, and never a box that he types in.

const WALKED = ":is(a, button, summary, input[type=range], input[type=checkbox]):focus-visible";

let wasSeen = false;

const isSeen = (part) => {
  const { width, top, bottom } = part.getBoundingClientRect();
  return width > 0 && bottom > 0 && top < innerHeight;
};

addEventListener("focusin", () => (wasSeen = true));
addEventListener("scroll", () => (wasSeen = isSeen(document.activeElement)), { passive: true, capture: true });

function bringBack() {
  const part = document.activeElement;
  if (wasSeen && part.matches(WALKED) && !isSeen(part)) part.scrollIntoView({ block: "nearest" });
}

new ResizeObserver(bringBack).observe(document.documentElement);
new MutationObserver(() => requestAnimationFrame(bringBack)).observe(document.documentElement, {
  attributes: true,
  childList: true,
  subtree: true,
});
