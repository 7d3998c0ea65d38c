// The talk so far, kept for the tab.

const LONGEST = 20; // exchanges that are kept
const SENT = 6; // exchanges that go with a question: a follow-up leans on the last few

/** What was asked and answered, oldest first. Without storage it lasts as long as the page. */
export function talkOf(site) {
  const key = `cluster-answers:${site}`;
  let exchanges = restored(key);
  const keep = () => {
    try {
      sessionStorage.setItem(key, JSON.stringify(exchanges));
    } catch {
      // Storage is blocked or full: the talk then ends with the page, which the visitor sees.
    }
  };
  return {
    all: () => exchanges,
    add(question, answer) {
      exchanges = [...exchanges, { question, answer }].slice(-LONGEST);
      keep();
    },
    reset() {
      exchanges = [];
      keep();
    },
    history: () =>
      exchanges.slice(-SENT).flatMap(({ question, answer }) => [
        { role: "user", content: question },
        { role: "assistant", content: answer.text },
      ]),
  };
}

// What other scripts of the host page may have written there is not trusted to be ours.
function restored(key) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key)) ?? [];
    return kept.filter(({ question, answer }) => typeof question === "string" && typeof answer.text === "string");
  } catch {
    return [];
  }
}
