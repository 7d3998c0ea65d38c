// The talk in the dialog: a question, its answer as it comes, and what to do when none does.

import { answerElements } from "./answer.js";
import { Lost, Refused } from "./client.js";
import { button, element } from "./element.js";
import { filled, secondsInWords } from "./labels.js";
import { oneLine, shown } from "./text.js";

/** Shows the talk in ``list`` and asks; ``announce`` says a text to screen readers, ``show`` brings a part into view. */
export function conversationOf({ client, talk, labels, base, emit, signal, list, announce, show }) {
  let asking = null;
  let count = 0;

  function exchange(question) {
    const answer = element("div", { class: "answer" });
    const said = element("p", { dir: "auto" }, shown(question));
    const item = element(
      "li",
      null,
      element("div", { class: "question" }, element("span", { class: "unseen" }, `${labels.you}: `), said),
      answer,
    );
    list.append(item);
    return { item, answer };
  }

  const fill = (place, answer) =>
    place.replaceChildren(...answerElements(answer, `quote-${++count}`, labels, base, signal));

  function streamInto(place) {
    const stage = element("p", { class: "stage" }, labels.reading);
    place.append(stage);
    return (event, data) => {
      // Put in anew below the text: what is pushed down counts as a layout shift of the host page.
      if (event === "text") place.append(element("p", { dir: "auto" }, oneLine(data.text)), stage);
    };
  }

  function fail(question, { item, answer }, error) {
    const sentence = sentenceFor(error, labels);
    const again = button("again", null, signal, () => (item.remove(), ask(question)), labels.retry);
    answer.replaceChildren(element("p", { class: "problem", dir: "auto" }, sentence), again);
    announce(sentence);
    emit("error", { question, error: sentence, status: error.status ?? null });
  }

  /** The JSON answer; null when the question is blank, another is being answered, or none came. */
  async function ask(question) {
    if (asking || !question.trim()) return null;
    const ending = (asking = new AbortController());
    const made = exchange(question);
    announce("");
    emit("question", { question });
    show(made.item);
    try {
      const answer = await client.ask(question, talk.history(), streamInto(made.answer), ending.signal);
      fill(made.answer, answer);
      talk.add(question, answer);
      announce(`${labels.done}: ${shown(answer.text)}`);
      emit("answer", { question, answer });
      return answer;
    } catch (error) {
      if (!ending.signal.aborted) fail(question, made, error);
      return null;
    } finally {
      if (asking === ending) asking = null;
    }
  }

  function stop() {
    asking?.abort();
    asking = null;
  }

  return {
    ask,
    stop,
    isBusy: () => !!asking,
    restore() {
      try {
        for (const { question, answer } of talk.all()) fill(exchange(question).answer, answer);
      } catch {
        // Something else than an answer was left in the storage: begin anew.
        talk.reset();
        list.replaceChildren();
      }
    },
    reset() {
      stop();
      talk.reset();
      list.replaceChildren();
      announce("");
    },
  };
}

/** What a visitor reads about an error, in the language of the site where we know what happened. */
function sentenceFor(error, labels) {
  if (error instanceof Lost) return navigator.onLine ? labels.lost : labels.offline;
  if (!(error instanceof Refused)) return labels.failed;
  const wait = secondsInWords(error.seconds > 0 ? Math.ceil(error.seconds) : 60, labels.language);
  if (error.status === 429) return filled(labels.limit, wait);
  if (error.status === 503) return filled(labels.busy, wait);
  if (error.status === 403) return labels.refused;
  return shown(error.message) || labels.failed;
}
