// Where the keyboard is: kept in a dialog that fills the screen, and brought back when it closes.

const FOCUSABLE = "button:not([disabled]), a[href], textarea, [tabindex='0']";

/** On Tab at either end of the dialog, go on at the other. */
export function keepInside(dialog, event) {
  const all = [...dialog.querySelectorAll(FOCUSABLE)].filter((part) => part.getClientRects().length);
  const first = all[0];
  const last = all[all.length - 1];
  const at = dialog.getRootNode().activeElement;
  if (event.shiftKey ? at === first || at === dialog : at === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}

/** What has the focus in the page now, if it is worth coming back to; else the element given. */
export function placeToReturn(host, otherwise) {
  const at = document.activeElement;
  return at && at !== document.body && at !== document.documentElement && at !== host ? at : otherwise;
}
