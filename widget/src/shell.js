// The widget's place in the host page: an element with a shadow tree, its style sheets, and the layer it lies in.

import { onColour } from "./colour.js";
import { element, listen } from "./element.js";
import css from "./widget.css";

/** The host element and the root within it; both are in the page. ``theme`` is the rule that holds what varies. */
export function shellOf(settings, signal) {
  const host = element("cluster-answers", { translate: "no" });
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const varying = new CSSStyleSheet();
  varying.replaceSync(":host{}");
  const theme = varying.cssRules[0].style;
  shadow.adoptedStyleSheets = [varying, sheet];
  const { accent, zIndex, direction, labels, position, fills } = settings;
  if (accent) {
    theme.setProperty("--cluster-accent", accent);
    theme.setProperty("--cluster-on-accent", onColour(accent));
  }
  if (zIndex) theme.setProperty("--cluster-z-index", zIndex);
  const root = element("div", { class: "root", dir: direction, lang: labels.language, "data-position": position });
  if (fills) root.dataset.fill = "";
  shadow.append(root);
  followMode(root, settings.mode, signal);
  // Beside the body, so that no rule of the host page that counts the children of its body changes its mind.
  document.documentElement.append(host);
  if (!zIndex) lift(root);
  return { host, root, theme };
}

// In the top layer, neither a transform nor a z-index of the host page reaches it. A z-index that the site asks for
// keeps it in the page's own order.
function lift(root) {
  if (!root.showPopover) return;
  root.setAttribute("popover", "manual");
  root.showPopover();
}

function followMode(root, mode, signal) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (root.dataset.mode = mode === "auto" ? (dark.matches ? "dark" : "light") : mode);
  listen(dark, "change", follow, signal);
  follow();
}
