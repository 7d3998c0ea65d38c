// A quote's document beside the chat: a pane at the side of a desk, a sheet over a phone. It holds the page of the quote's link,
// fetched and put into a shadow tree, where its ids and styles are its own: so nobody need be allowed to frame our pages.
// Without this file, or with a key held down, the link opens that page by itself.

const [SOURCE, CHAT] = ["/source", "/"];
const PLACE = "in-its-place";
const SHEET = matchMedia("(max-width: 899px)");
const OPENING = "Opening the document …";
const AWAY = "The document could not be opened. Close this and try again, or open it as a page.";

const title = part("h2", { id: "beside-title", tabIndex: -1 });
const asPage = part("a", { textContent: "Open as a page", target: "_blank", rel: "noopener" });
const shut = part("button", { type: "button", textContent: "Close" });
const head = part("div", { className: "beside-head" });
const body = part("div", { className: "beside-body", tabIndex: 0, role: "region", ariaLabel: "The document" });
const pane = part("dialog", { className: "beside" });
const held = part("div", { id: "sources" });
let styled = null; // settled when the style sheet of what the pane holds is there
let from = null; // what was pressed
let wanted = ""; // the address that was asked for last
let isBehindBack = false; // whether the Back button closes the pane

head.append(title, shut, asPage);
pane.append(head, body);
pane.setAttribute("aria-labelledby", title.id);
shut.addEventListener("click", () => pane.close());
pane.addEventListener("close", closed);
addEventListener("popstate", () => {
  if (!isBehindBack) return;
  isBehindBack = false;
  pane.close();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !leadsTo(link, SOURCE) || isModified(event)) return;
  event.preventDefault();
  openBeside(link.href, link);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && pane.open && !event.defaultPrevented) pane.close();
});

export function isModified(event) {
  return event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

export function openBeside(address, pressed) {
  from = pressed;
  reveal();
  return load(address, () => fetch(address));
}

function part(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

function leadsTo(link, path) {
  return link.origin === location.origin && link.pathname === path;
}

function reveal() {
  if (!pane.isConnected) build();
  if (pane.open) return;
  if (SHEET.matches) {
    pane.showModal();
  } else {
    pane.show();
    cover(true); // the cards are under it
  }
  history.scrollRestoration = "manual"; // who goes back stays where he reads
  history.pushState({ beside: true }, "");
  isBehindBack = true;
}

function build() {
  const style = part("link", { rel: "stylesheet", href: "/page.css" });
  const page = part("div", { className: "source-page beside-page" });
  styled = new Promise((done) => ["load", "error"].forEach((end) => style.addEventListener(end, done)));
  page.append(held);
  const shadow = body.attachShadow({ mode: "open" });
  shadow.append(style, page);
  shadow.addEventListener("click", follow);
  shadow.addEventListener("submit", send);
  document.body.append(pane);
}

function cover(isCovered) {
  const cards = document.querySelector("#sources");
  if (cards) cards.inert = isCovered;
}

async function load(address, fetched) {
  wanted = address;
  asPage.href = address;
  show(OPENING, []);
  const [name, parts] = await read(fetched);
  await styled;
  if (wanted === address && pane.open) show(name, parts);
}

async function read(fetched) {
  try {
    const text = await (await fetched()).text();
    const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    if (!main) return ["Not now", [part("p", { textContent: text })]]; // a refusal is a sentence
    const name = main.querySelector("h1");
    name.remove();
    const report = main.querySelector(".report");
    if (report) main.append(report); // what is read comes first
    return [name.textContent, [...main.childNodes]];
  } catch {
    return ["Not now", [part("p", { textContent: AWAY })]];
  }
}

function show(name, parts) {
  title.textContent = name;
  held.replaceChildren(...parts);
  for (const link of held.querySelectorAll("a[href]")) {
    if (!leadsTo(link, SOURCE)) Object.assign(link, { target: "_blank", rel: "noopener noreferrer nofollow" });
  }
  body.scrollTop = 0;
  const quote = held.querySelector(`#${PLACE}`);
  if (quote) quote.tabIndex = -1;
  (quote ?? title).focus({ preventScroll: true });
  quote?.scrollIntoView({ block: "start" });
}

function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || isModified(event)) return;
  if (leadsTo(link, SOURCE)) load(link.href, () => fetch(link.href));
  else if (leadsTo(link, CHAT)) goToChat(new URLSearchParams(link.search).get("ask"));
  else return;
  event.preventDefault();
}

// The chat is there already: a question is put into its box, and asked by nobody but the reader.
function goToChat(question) {
  if (question) {
    from = document.querySelector("#question textarea");
    from.value = question;
    from.dispatchEvent(new Event("input", { bubbles: true }));
  }
  pane.close();
}

function send(event) {
  const form = event.target;
  event.preventDefault();
  load(asPage.href, () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }));
}

function closed() {
  cover(false);
  held.replaceChildren();
  if (isBehindBack) {
    isBehindBack = false;
    history.back();
  }
  // An answer that has been drawn anew has new chips.
  const again = from.hash && [...document.querySelectorAll("#chat a")].findLast((link) => link.hash === from.hash);
  const place = from.isConnected ? from : again || document.querySelector("#question textarea");
  place?.focus({ preventScroll: place === from });
}
