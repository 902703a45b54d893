// Follows the stream of an open page. EventSource would hide why there is none, and that one has fallen silent.
(() => {
  "use strict";

  const page = document.querySelector("[data-live]");
  if (!page) {
    return;
  }

  // Three times as long as the pause between two signs of life.
  const SILENCE = 4500;
  const STEADY = 3000;
  const LONGEST_PAUSE = 5000;
  const RESTART = 60000;

  const url = new URL(page.dataset.live, window.location.href);
  const since = Number(url.searchParams.get("since"));
  const loaded = performance.now();
  let heard = { at: new Date(), elapsed: loaded };
  let begun = Date.now();
  let request = null;
  let failures = 0;
  let restarting = false;
  let wake = () => {};

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }

  function hear() {
    heard = { at: new Date(), elapsed: performance.now() };
    if (heard.at - begun > STEADY) {
      failures = 0;
    }
  }

  function take(event) {
    const lines = event.split("\n");
    const name = lines.find((line) => line.startsWith("event:"))?.slice(6);
    const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
    if (name === "piece") {
      tell("piece:arrived", data);
    } else if (name === "caught-up") {
      restarting = false;
      tell("connection:here");
    } else if (name === "restarting") {
      restarting = true;
    }
    return name;
  }

  // Answers how the stream ended: in good order, or because the session is over or nothing is there for this reader.
  async function follow() {
    begun = Date.now();
    request = new AbortController();
    if (since) {
      // By the portal's clock, from the page on: this browser's clock only tells how much later.
      url.searchParams.set("since", Math.floor(since + heard.elapsed - loaded));
    }
    const answer = await fetch(url, {
      signal: request.signal,
      cache: "no-store",
      redirect: "manual",
      headers: { Accept: "text/event-stream" },
    });
    if (answer.status === 401 || answer.type === "opaqueredirect") {
      return "over";
    }
    if (answer.status === 403 || answer.status === 404) {
      return "refused";
    }
    if (answer.status === 410) {
      return "outdated";
    }
    if (answer.status === 429) {
      return "crowded";
    }
    if (!answer.ok) {
      throw new Error(`The portal answered ${answer.status}`);
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const { value, done } = await reader.read();
      if (done) {
        return "ended";
      }
      hear();
      const events = (rest + value).split("\n\n");
      rest = events.pop();
      if (events.map(take).includes("session-over")) {
        return "over";
      }
    }
  }

  function pause(milliseconds) {
    return new Promise((resolve) => {
      wake = resolve;
      window.setTimeout(resolve, milliseconds);
    });
  }

  async function keepUp() {
    for (;;) {
      const end = await follow().catch(() => "broken");
      request = null;
      if (end === "refused") {
        tell("connection:failed");
        return;
      }
      if (end === "outdated") {
        window.location.reload();
        return;
      }
      if (end === "crowded") {
        tell("connection:crowded");
        await pause(LONGEST_PAUSE);
        continue;
      }
      if (end === "over") {
        tell("connection:over");
        await new Promise((resolve) => document.addEventListener("session:back", resolve, { once: true }));
        continue;
      }
      // Once at once: a stream also ends when it has lasted long enough.
      if (failures > 0) {
        tell("connection:lost", { since: heard.at, restarting: restarting && new Date() - heard.at < RESTART });
      }
      await pause(Math.min(LONGEST_PAUSE, 250 * 2 ** failures++) * (0.5 + Math.random() / 2));
    }
  }

  window.setInterval(() => {
    if (request && Date.now() - Math.max(begun, heard.at) > SILENCE) {
      tell("connection:lost", { since: heard.at });
      failures++;
      request.abort();
    }
  }, 500);

  window.addEventListener("online", () => wake());
  document.addEventListener("visibilitychange", () => !document.hidden && wake());
  window.addEventListener("pagehide", () => request?.abort());
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  keepUp();
})();
