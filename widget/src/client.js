// What the widget says to the server, and what becomes of it.

import { eventsOf } from "./stream.js";

const PAUSE = 2_000; // milliseconds before a lost GET is tried once more
const SILENCE = 45_000; // milliseconds without a byte after which a connection counts as lost; the server sends every 10 s

/** A call that the server refused: its status, its sentence, and when to come again, in seconds. */
export class Refused extends Error {
  constructor(status, sentence, seconds) {
    super(sentence);
    Object.assign(this, { status, seconds });
  }
}

/** A call that got no answer, or not all of one. */
export class Lost extends Error {}

/** The calls of a site to the server at ``base``; the signal ends them all. */
export function clientOf(base, site, signal) {
  const path = `api/sites/${encodeURIComponent(site)}`;
  let token = null;
  let renewing = null; // whoever needs a token while one is on its way waits for that one

  async function call(where, options) {
    const watch = watchdog(options.signal ?? signal);
    try {
      const response = await fetch(base + where, {
        mode: "cors",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        ...options,
        signal: watch.signal,
      });
      watch.heard();
      if (!response.ok) throw await refusal(response);
      return await options.read(response, watch.heard);
    } catch (error) {
      // Neither a refusal nor our own end: what is left are the ways in which a connection fails.
      if (error instanceof Refused || (options.signal ?? signal).aborted) throw error;
      throw new Lost(String(error));
    } finally {
      watch.end();
    }
  }

  const json = (response) => response.json();
  const renew = () =>
    (renewing ??= call(`${path}/token`, { method: "POST", cache: "no-store", read: json })
      .then((issued) => {
        token = issued.token;
      })
      .finally(() => {
        renewing = null;
      }));
  const post = (body, hear, ending) =>
    call("api/ask", {
      method: "POST",
      cache: "no-store",
      headers: {
        Accept: "text/event-stream",
        "Content-Type": "application/json",
        Authorization: `Bearer ${token}`,
      },
      body,
      signal: ending,
      read: (response, heard) => lastOf(response, heard, hear),
    });

  return {
    /** The site's settings. Only this, a GET, is tried again by itself. */
    async settings() {
      const get = () => call(path, { read: json });
      try {
        return await get();
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
        await pause(PAUSE, signal);
        return get();
      }
    },

    /** Ask for a token ahead of the first question; a failure shows when it is asked. */
    prepare: () => token || renew().catch(() => {}),

    /** The JSON answer; ``hear`` is told the events before it. A token that is refused is renewed once. */
    async ask(question, history, hear, ending) {
      const body = JSON.stringify({ question, history });
      if (!token) await renew();
      try {
        return await post(body, hear, ending);
      } catch (error) {
        if (error.status !== 403) throw error;
        await renew();
        return post(body, hear, ending);
      }
    },
  };
}

async function lastOf(response, heard, hear) {
  for await (const { event, data } of eventsOf(response.body, heard)) {
    if (event === "answer") return data;
    if (event === "error") throw new Refused(data.status, data.error, data.retry_after);
    hear(event, data);
  }
  throw new Lost("The stream ended before the answer.");
}

async function refusal(response) {
  const said = await response.json().catch(() => ({}));
  return new Refused(response.status, said.error, +response.headers.get("Retry-After") || said.retry_after);
}

function watchdog(outer) {
  const own = new AbortController();
  const end = () => own.abort();
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(end, SILENCE);
  };
  outer.addEventListener("abort", end);
  if (outer.aborted) end();
  heard();
  return {
    signal: own.signal,
    heard,
    end() {
      clearTimeout(timer);
      outer.removeEventListener("abort", end);
    },
  };
}

const pause = (milliseconds, signal) =>
  new Promise((resume, stop) => {
    const timer = setTimeout(resume, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), stop(signal.reason)), { once: true });
  });
