// Server-sent events out of the body of a response.

/** Each event with its data, as an object; ``heard`` is called for every piece of the body, comments too. */
export async function* eventsOf(body, heard) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const event = /^event: ?(.*?)\r?$/m.exec(block);
      const data = [...block.matchAll(/^data: ?(.*?)\r?$/gm)].map((line) => line[1]);
      if (event && data.length) yield { event: event[1], data: JSON.parse(data.join("\n")) };
    }
  }
}
