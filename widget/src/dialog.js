// The launcher and the dialog: what they are made of, and how they open and close.

import { conversationOf } from "./conversation.js";
import { button, element, icon, listen } from "./element.js";
import { keepInside, placeToReturn } from "./focus.js";
import { talkOf } from "./talk.js";

const CLOSE = "M6 6l12 12M18 6L6 18";
const RESET = "M4 5v5h5M4.6 10A8 8 0 1 1 4 14";
const SEND = "M12 19V5M5.5 11.5L12 5l6.5 6.5";
const TALK = "M5 5h14v11h-8l-4 3.5V16H5z";

/** The widget in its shell: {open, close, ask, reset, stop}. Until it is first opened there is only the launcher; one that
    fills its page has none and is open from the beginning. */
export function dialogOf({ host, root, theme }, settings, site, client, base, emit, signal) {
  const { labels, fills } = settings;
  const small = matchMedia("(max-width: 520px), (max-height: 480px)");
  let parts = null;
  let back = null;

  const launcher = button("launcher", null, signal, () => open(launcher), icon(TALK), element("bdi", null, settings.label));
  launcher.setAttribute("aria-haspopup", "dialog");
  if (!fills) root.append(launcher);
  // Keys that are meant for the widget are no shortcuts of the host page.
  for (const kind of ["keydown", "keyup", "keypress"]) listen(root, kind, onKey, signal);

  function onKey(event) {
    event.stopPropagation();
    if (fills || event.type !== "keydown" || !parts || event.isComposing) return;
    if (event.key === "Escape") close();
    if (event.key === "Tab" && small.matches) keepInside(parts.dialog, event);
  }

  function open(from) {
    if (parts && !parts.dialog.hidden) return;
    back = from ?? placeToReturn(host, launcher);
    parts = parts ?? build();
    parts.dialog.hidden = false;
    if (fills) return; // the page is not ours alone while it is in a frame: neither its focus nor a token is asked for
    parts.dialog.setAttribute("aria-modal", `${small.matches}`);
    launcher.hidden = true;
    client.prepare();
    // On a touch screen the keyboard would cover what the visitor is to read first.
    (matchMedia("(pointer: coarse)").matches ? parts.dialog : parts.input).focus({ preventScroll: true });
    emit("open");
  }

  function close() {
    if (fills || !parts || parts.dialog.hidden) return;
    parts.dialog.hidden = true;
    launcher.hidden = false;
    (back?.isConnected ? back : launcher).focus({ preventScroll: true });
    emit("close");
  }

  function build() {
    const list = element("ol", { class: "exchanges" });
    const live = element("div", { class: "unseen", role: "status" });
    const intro = element("div", { class: "intro" });
    const talk = element("div", { class: "talk", role: "region", "aria-label": labels.conversation, tabindex: "0" }, intro, list);
    const input = element("textarea", { id: "question", rows: "1", maxlength: "2000", autocomplete: "off", dir: "auto" });
    const form = element(
      "form",
      { class: "ask" },
      element("label", { for: "question" }, labels.question),
      element("div", { class: "box" }, input, element("button", { class: "send", "aria-label": labels.send }, icon(SEND))),
      settings.notice && element("p", { class: "notice", dir: "auto" }, settings.notice),
    );
    const dialog = element(
      "div",
      { class: "dialog", role: fills ? "main" : "dialog", "aria-labelledby": "title", tabindex: "-1", hidden: true },
      element(
        "div",
        { class: "head" },
        element("h2", { id: "title", dir: "auto" }, settings.title),
        button("tool", labels.reset, signal, () => (reset(), input.focus()), icon(RESET)),
        fills ? null : button("tool", labels.close, signal, close, icon(CLOSE)),
      ),
      talk,
      form,
      live,
    );
    root.append(dialog);
    const conversation = conversationOf({
      client, labels, base, emit, signal, list,
      talk: talkOf(site),
      announce: (text) => (live.textContent = text),
      show: (part) => bringToTop(part, talk, dialog),
    });
    const send = (question) => {
      intro.hidden = true;
      return conversation.ask(question);
    };
    intro.append(...welcome(settings, (example) => (input.focus({ preventScroll: true }), send(example)), signal));
    listen(form, "submit", (event) => (event.preventDefault(), submit(input, conversation, send)), signal);
    listen(input, "keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return null;
      event.preventDefault();
      return submit(input, conversation, send);
    }, signal);
    followKeyboard(theme, signal);
    conversation.restore();
    intro.hidden = !!list.children.length;
    return { dialog, input, intro, conversation, send };
  }

  function reset() {
    parts = parts ?? build();
    parts.conversation.reset();
    parts.intro.hidden = false;
  }

  if (fills) open();

  return {
    open,
    close,
    reset,
    ask: (question) => (open(), parts.send(`${question}`)),
    stop: () => parts?.conversation.stop(),
  };
}

function submit(input, conversation, send) {
  const question = input.value.trim();
  if (conversation.isBusy() || !question) return null;
  input.value = "";
  return send(question);
}

function welcome({ greeting, examples, labels }, ask, signal) {
  const made = [];
  if (greeting) made.push(element("p", { class: "greeting", dir: "auto" }, greeting));
  if (examples.length) {
    const items = examples.map((example) =>
      element("li", null, button("example", null, signal, () => ask(example), element("bdi", null, example))),
    );
    made.push(element("p", { class: "hint" }, labels.examples), element("ul", { class: "examples" }, ...items));
  }
  return made;
}

// The new question moves to the top, so that its answer is read from its beginning; the host page does not move.
function bringToTop(part, talk, dialog) {
  const scroller = talk.scrollHeight > talk.clientHeight ? talk : dialog;
  scroller.scrollTop += part.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
}

// The keyboard of a phone covers the page; a dialog that fills the screen then ends where the keyboard begins.
function followKeyboard(theme, signal) {
  const seen = window.visualViewport;
  if (!seen) return;
  const follow = () => {
    if (seen.scale > 1.01) return; // the visitor has zoomed in, which is no keyboard
    theme.setProperty("--seen-height", `${seen.height}px`);
    theme.setProperty("--seen-top", `${seen.offsetTop}px`);
  };
  listen(seen, "resize", follow, signal);
  listen(seen, "scroll", follow, signal);
}
