// An answer as the visitor sees it: the short answer, the sentences that prove it, each with a way to its quote.

import { button, element } from "./element.js";
import { linesOf } from "./lines.js";
import { byline, card, languageOf, sourceInWords } from "./source.js";

const NEAREST = 3; // passages shown when nothing was found

/** The elements of an answer. ``id`` is not used elsewhere in the widget; ``base`` is the server's address. */
export function answerElements(answer, id, labels, base, signal) {
  let cards = 0;
  const lineElement = (line) => {
    const made = element("div", { class: line.kind });
    const source = line.pieces.find((piece) => typeof piece !== "string");
    const words = element("p", { dir: "auto", lang: source && languageOf(source) });
    if (line.kind === "conflict") made.append(element("p", { class: "heading" }, labels.disagree));
    made.append(words);
    for (const piece of line.pieces) {
      if (typeof piece === "string") words.append(line.kind === "lead" ? leadWords(piece, line.when) : piece);
      else words.append("\u00a0", chip(piece, `${id}-${++cards}`, made, labels, base, signal));
    }
    if (line.kind === "quote") made.append(byline(source, labels));
    if (line.kind === "calculation") made.append(element("p", { class: "byline" }, labels.calculated));
    return made;
  };
  const lines = linesOf(answer).map(lineElement);
  return answer.status === "not_found" && answer.nearest?.length ? [...lines, nearest(answer, id, labels, base)] : lines;
}

function leadWords(words, when) {
  const both = document.createDocumentFragment();
  both.append(element("strong", null, words));
  if (when) both.append(" ", element("span", { class: "when" }, when));
  return both;
}

// A chip shows and hides the card of its quote, right below the line that it stands in.
function chip(citation, id, line, labels, base, signal) {
  const number = `[${+citation.number}]`;
  const toggle = () => {
    const isOpen = made.getAttribute("aria-expanded") === "true";
    if (isOpen) line.querySelector(`#${id}`).remove();
    else line.append(card(citation, id, labels, base));
    made.setAttribute("aria-expanded", `${!isOpen}`);
  };
  const made = button("chip", `${number} ${sourceInWords(citation, labels)}`, signal, toggle, number);
  made.setAttribute("aria-expanded", "false");
  made.setAttribute("aria-controls", id);
  return made;
}

function nearest(answer, id, labels, base) {
  const cards = answer.nearest.slice(0, NEAREST).map((citation) => card(citation, `${id}-${+citation.number}`, labels, base));
  return element("div", { class: "nearest" }, element("p", { class: "heading" }, labels.nearest), ...cards);
}
