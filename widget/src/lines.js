// The text of an answer -> its lines: what each is, its words and the citations where their markers stand.
// This is the reading of bot/claims.py, which every other face has.

import { oneLine } from "./text.js";

const DISAGREE = "The sources disagree";

/** Lines in order: {kind: "lead" | "quote" | "prose" | "calculation" | "conflict" | "note", pieces: text or citation, when}. */
export function linesOf(answer) {
  const named = new Map((answer.citations ?? []).map((citation) => [`${citation.number}`, citation]));
  const lines = [];
  let rest = answer.text;
  for (const lead of answer.leads ?? []) {
    const words = oneLine(lead.about ? `${lead.about}: ${lead.words}` : lead.words);
    const when = lead.when ? ` (${lead.when})` : "";
    const found = new RegExp(`^\\s*${loosely(`${words}${when} [${lead.citation}]`)}(?!\\S)`).exec(rest);
    const citation = named.get(`${lead.citation}`);
    if (!found || !citation) continue;
    lines.push({ kind: "lead", pieces: [words, citation], when: oneLine(lead.when) });
    rest = rest.slice(found[0].length);
  }
  return [...lines, ...linesAfter(rest, answer, named)];
}

function linesAfter(text, answer, named) {
  const lines = [];
  const known = knownIn(answer);
  let start = 0;
  for (const found of known ? text.matchAll(known) : []) {
    lines.push(...sentences(text.slice(start, found.index), named));
    start = found.index + found[0].length;
    const { quote, calculation } = found.groups;
    if (quote) lines.push(...sentences(found[0], named, true));
    else lines.push(worked(found[0], calculation ? "calculation" : "conflict", answer, named));
  }
  return [...lines, ...sentences(text.slice(start), named)];
}

// What the answer's own fields foretell; quotes first, since one may hold anything, even "[1]".
function knownIn(answer) {
  const citations = answer.citations ?? [];
  const groups = {
    quote: citations.map(({ quote, number }) => `${loosely(quote)}\\s*\\[${number}\\]`),
    calculation: (answer.calculations ?? []).map(({ text }) => `^${loosely(text)}(?:\\s*\\[\\d+\\])*$`),
    conflict: answer.conflicts?.length ? [`^${DISAGREE}\\b.*$`] : [],
  };
  const patterns = Object.keys(groups).filter((kind) => groups[kind].length);
  return patterns.length && new RegExp(patterns.map((kind) => `(?<${kind}>${groups[kind].join("|")})`).join("|"), "gm");
}

function worked(text, kind, answer, named) {
  const numbers =
    kind === "calculation"
      ? answer.calculations.flatMap(({ citations }) => citations)
      : answer.conflicts.flatMap(({ figures }) => figures.map((place) => answer.figures[place]?.citation));
  const markers = [...named.keys()].filter((number) => numbers.includes(+number));
  const said = oneLine(kind === "conflict" ? text.slice(DISAGREE.length).replace(/^:\s*/, "") : text);
  if (!markers.length) return { kind, pieces: [said] };
  const parts = said.split(new RegExp(`\\s*\\[(${markers.join("|")})\\]`));
  return { kind, pieces: parts.map((part, place) => (place % 2 ? named.get(part) : part)).filter(Boolean) };
}

function sentences(text, named, isOne) {
  const cut = isOne ? [text] : text.split(/(?<=\])\s|\n/);
  return cut.filter((sentence) => sentence.trim()).map((sentence) => {
    const markers = (isOne ? /\s*\[\d+\]\s*$/ : /(?:\s*\[\d+\])+\s*$/).exec(sentence);
    const cited = (markers?.[0].match(/\d+/g) ?? []).map((number) => named.get(number));
    return cited.length && cited.every(Boolean)
      ? { kind: isOne ? "quote" : "prose", pieces: [oneLine(sentence.slice(0, markers.index)), ...cited] }
      : { kind: "note", pieces: [oneLine(sentence)] };
  });
}

// A pattern that takes any white space for its own: an answer joins what a page had wrapped.
const loosely = (text) =>
  text.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
