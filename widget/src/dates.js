// Dates as a person says them, never more precise than they are known.

const ISO = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;

function parts(iso) {
  const found = ISO.exec(iso ?? "");
  return found && { year: +found[1], month: +found[2] || 0, day: +found[3] || 0 };
}

/** "7 October 2020", "October 2020" or "2020" in the language; what is no such date as it stands, "" for none. */
export function dateInWords(iso, language) {
  const known = parts(iso);
  if (!known) return iso ?? "";
  const { year, month, day } = known;
  const form = { year: "numeric", timeZone: "UTC" };
  if (month) form.month = "long";
  if (day) form.day = "numeric";
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, form).format(Date.UTC(year, (month || 1) - 1, day || 1));
}

/** "6 years ago", "5–6 years ago" where the date leaves both open; "" for less than a year and for no date. */
export function ageInWords(iso, language, today = new Date()) {
  const known = parts(iso);
  if (!known) return "";
  const { year, month, day } = known;
  const least = wholeYears(year, month || 12, day || 31, today);
  const most = wholeYears(year, month || 1, day || 1, today);
  if (least < 1) return "";
  const words = new Intl.RelativeTimeFormat(language);
  if (least === most) return words.format(-most, "year");
  // Some languages have a word of its own for two years, in which no number could be replaced.
  const pieces = words.formatToParts(-(most > 2 ? most : 11), "year");
  return pieces.map((piece) => (piece.type === "integer" ? `${least}–${most}` : piece.value)).join("");
}

function wholeYears(year, month, day, today) {
  const before = (today.getMonth() + 1) * 100 + today.getDate() < month * 100 + day;
  return today.getFullYear() - year - before;
}
