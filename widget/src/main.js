// The script of the tag: finds out for which site it is, fetches the settings and puts the widget into the page.

import { clientOf, Refused } from "./client.js";
import { dialogOf } from "./dialog.js";
import { emitter } from "./events.js";
import { putFallbackAway } from "./fallback.js";
import { settingsFrom } from "./settings.js";
import { shellOf } from "./shell.js";

const HERE = Symbol.for("cluster-answers"); // stands in the window of a page that has the widget

// Whatever goes wrong in a host page that is not ours, its visitors see no error: who runs it reads one sentence.
const tellWebmaster = (error) => console.warn(`Cluster Answers is not shown: ${error?.message ?? error}`);
const tellOfCall = (error) => (console.warn("Cluster Answers:", error), null);

function start() {
  const script = document.currentScript ?? document.querySelector("script[data-site][src*='/widget/v1.js']");
  const { site, ...attributes } = script.dataset;
  if (!site || window[HERE]) return;
  const base = new URL("../", script.src).href;
  const life = new AbortController();
  const { on, off, emit, clear } = emitter();
  const client = clientOf(base, site, life.signal);
  let shell = null;
  let dialog = null;

  const ready = client.settings().then((found) => {
    if (life.signal.aborted) return;
    const settings = settingsFrom(found, attributes);
    shell = shellOf(settings, life.signal);
    dialog = dialogOf(shell, settings, site, client, base, emit, life.signal);
    putFallbackAway(life.signal);
  });
  const settled = ready.catch((error) => life.signal.aborted || tellWebmaster(reasonOf(error)));

  // What is called before the settings are there happens once they are; where they never come, nothing does.
  const later = (act) => settled.then(() => dialog && act(dialog)).catch(tellOfCall);
  const api = {
    open: () => later((it) => it.open()),
    close: () => later((it) => it.close()),
    ask: (question) => later((it) => it.ask(question)),
    reset: () => later((it) => it.reset()),
    on,
    off,
    destroy() {
      dialog?.stop();
      life.abort();
      shell?.host.remove();
      clear();
      dialog = shell = null;
      delete window[HERE];
      if (window.ClusterAnswers === api) delete window.ClusterAnswers;
    },
  };
  window[HERE] = window.ClusterAnswers = api;
  document.dispatchEvent(new Event("cluster-answers:ready"));
}

const reasonOf = (error) =>
  error instanceof Refused ? error.message : `its server cannot be reached, or does not list ${location.origin} for the site (${error?.message ?? error}).`;

try {
  start();
} catch (error) {
  tellWebmaster(error);
}
