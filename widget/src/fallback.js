// What the page shows where the widget cannot be, a link usually: put away while the widget is there.

const PARTS = '[data-cluster-answers="fallback"]';

/** Put the page's own way to the answers away, and back when the signal ends. */
export function putFallbackAway(signal) {
  const put = (act) => document.querySelectorAll(PARTS).forEach(({ style }) => act(style));
  const away = () => put((style) => style.setProperty("display", "none", "important"));
  away();
  // It may stand below a script that came early.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", away, { signal });
  signal.addEventListener("abort", () => put((style) => style.removeProperty("display")), { once: true });
}
