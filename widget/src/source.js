// A source: its line under a sentence, and the card that shows the quote.

import { ageInWords, dateInWords } from "./dates.js";
import { element } from "./element.js";
import { filled } from "./labels.js";
import { oneLine, safeLink, shown } from "./text.js";

/** "Mondaq", "October 2020", "6 years ago": each an element, so that a narrow line breaks between them. */
export function byline(citation, labels) {
  const age = ageInWords(citation.published, labels.language);
  const { published } = citation;
  const when = published
    ? element("time", { datetime: shown(published) }, shown(dateInWords(published, labels.language)))
    : element("span", { class: "age" }, labels.undated);
  return element(
    "p",
    { class: "byline" },
    element("span", { class: "who" }, element("bdi", null, publisherOf(citation))),
    when,
    age && element("span", { class: "age" }, age),
  );
}

/** Who says it, and when, in one line of text. */
export const sourceInWords = (citation, labels) =>
  `${publisherOf(citation)}, ${shown(dateInWords(citation.published, labels.language)) || labels.undated}`;

/** The card: title, byline, the quote word for word, a warning of its age, and the ways to the source. */
export function card(citation, id, labels, base) {
  const age = ageInWords(citation.published, labels.language);
  const warning = age ? filled(labels.old, age) : !citation.published && labels.ageless;
  const page = citation.page && filled(labels.page, citation.page);
  return element(
    "div",
    { class: "card", id, role: "group", "aria-label": `${labels.source} ${+citation.number}` },
    element("p", { class: "title", dir: "auto" }, oneLine(citation.title), page && ` (${page})`),
    byline(citation, labels),
    element("blockquote", { dir: "auto", lang: languageOf(citation) }, shown(citation.quote)),
    warning && element("p", { class: "warning" }, warning),
    ways(citation, labels, base),
    alsoAt(citation, labels),
  );
}

function ways(citation, labels, base) {
  const url = safeLink(citation.url);
  const paged = url && citation.page && /\.pdf$/i.test(url.pathname) ? `${url.href}#page=${+citation.page}` : url?.href;
  // Only the server's own address, below which the permalink stands, may begin it.
  const permalink = /^\/(?![/\\])/.test(citation.permalink ?? "") && safeLink(base + citation.permalink.slice(1));
  if (!url && !permalink && !citation.url) return null;
  return element(
    "p",
    { class: "ways" },
    url ? link(paged, filled(labels.read, url.hostname), labels) : citation.url && element("bdi", null, oneLine(citation.url)),
    permalink && link(permalink.href, labels.link, labels),
  );
}

function alsoAt(citation, labels) {
  if (!citation.also_at?.length) return null;
  const places = citation.also_at.map((other) => {
    const url = safeLink(other.url);
    const who = publisherOf(other);
    return element("li", null, url ? link(url.href, who, labels) : element("bdi", null, who), ` ${dateOf(other, labels)}`);
  });
  return element("div", { class: "also" }, element("p", null, labels.also), element("ul", null, ...places));
}

const dateOf = (source, labels) => shown(dateInWords(source.published, labels.language)) || labels.undated;

const publisherOf = (source) => oneLine(source.publisher) || oneLine(source.title) || oneLine(source.document_id);

/** The language of the document, as an attribute takes it; null where it is not known. */
export const languageOf = ({ language }) => (/^[a-z]{2,3}$/i.test(language) ? language : null);

const link = (href, words, labels) =>
  element(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer nofollow" },
    element("bdi", null, words),
    element("span", { class: "unseen" }, ` (${labels.tab})`),
  );
