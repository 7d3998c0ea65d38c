// Building elements. Whatever is put in as a string becomes text, never markup.

/**
 * An element with attributes and children. An attribute that is null or false is left out, true is an empty one;
 * a child that is null, false or "" is left out.
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes ?? {})) {
    const value = attributes[name];
    if (value != null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child || child === 0) made.append(child);
  return made;
}

/** A drawing of one line on 24 by 24 units, hidden from screen readers. */
export function icon(path) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/**
 * Hear events for as long as the signal lives. What goes wrong in hearing one, in a host page that has replaced what
 * a browser brings, is written on the console and is no error of that page.
 */
export function listen(target, kind, act, signal) {
  const hear = async (event) => {
    try {
      await act(event);
    } catch (error) {
      console.warn("Cluster Answers:", error);
    }
  };
  target.addEventListener(kind, hear, { signal });
}

/** A button that does something on a click, for as long as the signal lives. */
export function button(name, label, signal, act, ...children) {
  const made = element("button", { type: "button", class: name, "aria-label": label }, ...children);
  listen(made, "click", act, signal);
  return made;
}
