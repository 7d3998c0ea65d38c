// How the widget looks and speaks here: the tag's attributes over the site's settings over the defaults.

import { labelsFor } from "./labels.js";
import { oneLine } from "./text.js";

const COLOUR = /^#[\da-f]{6}$/i;

/** The settings, each of them valid: what is of no use is left at its default. */
export function settingsFrom(site, attributes) {
  const theme = site.theme ?? {};
  const labels = labelsFor(site.language);
  const pick = (allowed, ...values) => values.find((value) => allowed.includes(value)) ?? allowed[0];
  return {
    labels,
    direction: pick([labels.language === "ar" ? "rtl" : "ltr", "ltr", "rtl"], site.direction),
    accent: [attributes.accent, theme.accent].find((value) => COLOUR.test(value)),
    mode: pick(["auto", "light", "dark"], attributes.mode, theme.mode),
    position: pick(["right", "left"], attributes.position, theme.position),
    zIndex: /^-?\d{1,10}$/.test(attributes.zIndex) ? attributes.zIndex : null,
    fills: attributes.fill !== undefined,
    label: oneLine(attributes.label) || labels.ask,
    title: oneLine(site.title) || labels.ask,
    greeting: oneLine(site.greeting),
    notice: oneLine(site.notice),
    examples: (Array.isArray(site.examples) ? site.examples : []).map(oneLine).filter(Boolean).slice(0, 6),
  };
}
