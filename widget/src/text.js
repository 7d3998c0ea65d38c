// Text of documents, settings and visitors, made safe to show: it is data, whatever it holds.

// Control characters, direction overrides and lone surrogates: they could reverse a line or hide what it says.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;

/** The text with what must not be shown as U+FFFD; "" for what is no text. */
export const shown = (text) => (typeof text === "string" ? text.replace(HIDDEN, "\ufffd") : "");

/** The text as shown, with single spaces between its words. */
export const oneLine = (text) => shown(text).replace(/\s+/g, " ").trim();

/** The address as a URL, or null for what must not become a link: only http and https, without a user's name. */
export function safeLink(address) {
  if (typeof address !== "string" || /[\s\\\u0000-\u001f\u007f]|^[^/]*\/\/[^/?#]*@/.test(address)) return null;
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
