// The colour of letters on the accent: black or white, whichever can be read.

/** "#ffffff" where white has a contrast of 4.5:1 or more on "#rrggbb" (WCAG 2 relative luminance), else "#000000". */
export function onColour(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= 4.5 ? "#ffffff" : "#000000";
}
