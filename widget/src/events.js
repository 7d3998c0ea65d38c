// What the host page may hear of.

/** Listeners by event; one that throws is reported on the console and stops nobody else. */
export function emitter() {
  const listeners = new Map();
  const of = (event) => listeners.get(event) ?? listeners.set(event, new Set()).get(event);
  return {
    on: (event, listener) => void of(event).add(listener),
    off: (event, listener) => void of(event).delete(listener),
    clear: () => listeners.clear(),
    emit(event, detail) {
      for (const listener of [...of(event)]) {
        try {
          listener(detail);
        } catch (error) {
          console.error(error);
        }
      }
    },
  };
}
