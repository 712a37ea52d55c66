// Server-sent events, read from an answer to fetch, since EventSource sends no Authorization header.

/**
 * Reads events until there are no more.
 * @param body of an answer of type text/event-stream
 * @param each called with { id, name, data } of each event, where data is what its JSON says; a comment is none
 */
export async function readEvents(body, each) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    const texts = rest.split("\n\n");
    rest = texts.pop();
    for (const text of texts) {
      const event = parse(text);
      if (event.data !== "") each({ ...event, data: JSON.parse(event.data) });
    }
  }
}

function parse(text) {
  const event = { name: "message", data: "" };
  for (const line of text.split("\n")) {
    const [, field, value] = line.match(/^([^:]*):? ?(.*)$/);
    if (field === "id") event.id = value;
    else if (field === "event") event.name = value;
    else if (field === "data") event.data += value;
  }
  return event;
}
