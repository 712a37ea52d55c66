// The figures as the service sends them.

import { Refused, token } from "./api.js";
import { readEvents } from "./server-sent-events.js";

let reading = null;

export function stop() {
  reading?.abort();
}

/**
 * Reads the stream until it is stopped or refused, and begins again where it broke off.
 * @param heard called with the newest figures
 * @param lost called when nothing comes any more
 */
export async function listen(heard, lost) {
  stop();
  const ending = reading = new AbortController();
  while (!ending.signal.aborted && token()) {
    try {
      const answer = await fetch("/v1/reviews/stream", {
        headers: { Authorization: "Bearer " + token(), Accept: "text/event-stream" },
        signal: ending.signal,
      });
      if (answer.status === 401 || answer.status === 403) return;
      if (!answer.ok) throw new Refused(answer.status, {});
      await readEvents(answer.body, event => heard(event.data));
    } catch {
      if (ending.signal.aborted) return;
    }
    lost();
    await new Promise(done => setTimeout(done, 2000));
  }
}
