// Follows the stream of an open page; EventSource would hide why there is none, or that it fell silent.

// Three times as long as the pause between two signs of life.
const SILENCE = 4500;
const PAUSE = 5000;
const RESTART = 60000;
const ENDS = { 401: "over", 403: "failed", 404: "failed", 410: "outdated", 429: "crowded" };

const page = document.querySelector("[data-live]");
const url = new URL(page?.dataset.live ?? "", location.href);
const since = Number(url.searchParams.get("since"));
const loaded = performance.now();
let elapsed = loaded;
let heard = new Date();
let begun = heard;
let request = null;
let failures = 0;
let restarting = 0;

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

function take(event) {
  const name = /^event:(.*)/m.exec(event)?.[1];
  if (name === "piece") {
    tell("piece:arrived", [...event.matchAll(/^data:(.*)/gm)].map((line) => line[1]).join("\n"));
  } else if (name === "caught-up") {
    tell("connection", { state: "here" });
  } else if (name === "restarting") {
    restarting = Date.now() + RESTART;
  }
  return name;
}

// Answers why there is nothing for this reader; what broke off, or lasted long enough, is opened again.
async function follow() {
  begun = new Date();
  request = new AbortController();
  if (since) {
    // By the portal's clock, from the page on: this browser's only tells how much later.
    url.searchParams.set("since", Math.floor(since + elapsed - loaded));
  }
  const answer = await fetch(url, { signal: request.signal });
  if (!answer.ok) {
    return ENDS[answer.status];
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ; ) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    heard = new Date();
    elapsed = performance.now();
    if (heard - begun > SILENCE) {
      failures = 0;
    }
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    if (events.map(take).includes("session-over")) {
      return "over";
    }
  }
}

async function keepUp() {
  for (;;) {
    const end = await follow().catch(() => null);
    request = null;
    if (end === "outdated") {
      return location.reload();
    }
    // A first time says nothing: a stream also ends in good order.
    const state = end ?? (failures && (Date.now() < restarting ? "restarting" : "lost"));
    if (state) {
      tell("connection", { state, since: heard });
    }
    if (end === "failed") {
      return;
    }
    await new Promise((resolve) => {
      if (end === "over") {
        document.addEventListener("session:back", resolve, { once: true });
      } else {
        const pause = end ? PAUSE : Math.min(PAUSE, 250 * 2 ** failures++);
        setTimeout(resolve, pause * (0.5 + Math.random() / 2));
      }
    });
  }
}

if (page) {
  keepUp();
  setInterval(() => {
    if (request && Date.now() - Math.max(begun, heard) > SILENCE) {
      failures++;
      request.abort();
    }
  }, 500);
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}
