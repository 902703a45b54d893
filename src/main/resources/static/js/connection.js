// Says when the page can no longer be current, as the event "connection" tells, and asks again for what htmx did not get.

const A_WHILE = 60000;
const PAUSE = 2000;

const bar = document.getElementById("connection");
const account = document.querySelector(".who a");
const unanswered = new Map();
let state = "here";
let typed = false;
let looked = Date.now();
let since = null;

const ended = () => state === "over" || state === "taken";

function say(next, since) {
  if (next === state || (ended() && next !== "over" && next !== "taken")) {
    return;
  }
  state = next;
  document.documentElement.dataset.connection = next;
  bar.textContent = bar.dataset[next]?.replace("%", () => since.toTimeString().slice(0, 5)) ?? "";
  if (next === "over") {
    // The place itself leads to the sign-in and back; where something was typed, it stays on this page meanwhile.
    const link = document.createElement("a");
    link.href = "";
    link.textContent = "Sign in";
    link.target = typed ? "_blank" : "";
    bar.append(link, typed ? bar.dataset.typed : "");
  }
}

// Whoever comes back to the page learns whether their session still holds, and whoever signed in again goes on here.
async function look() {
  if (document.hidden || !account || (!ended() && Date.now() - looked < A_WHILE)) {
    return;
  }
  looked = Date.now();
  const answer = await fetch(account.href).catch(() => ({}));
  if (answer.status === 401) {
    say("over");
  } else if (answer.ok && ended()) {
    renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }
}

// What one person typed is not sent in the name of another.
function renew(page) {
  if (page.querySelector(".who a")?.textContent !== account.textContent) {
    say("taken");
    return;
  }
  const token = page.querySelector("[name=_csrf]").value;
  document.querySelectorAll("[name=_csrf]").forEach((input) => (input.value = token));
  state = "";
  say("here");
  document.dispatchEvent(new Event("session:back"));
  [...unanswered.keys()].forEach(again);
}

function again(elt) {
  const asked = unanswered.get(elt);
  if (unanswered.delete(elt) && elt.isConnected) {
    htmx.ajax(asked.verb, asked.path, { source: elt }).catch(() => {});
  }
}

function refused({ detail: { xhr, requestConfig } }) {
  const away = !xhr.status || xhr.status > 501;
  if (away || xhr.status === 401) {
    unanswered.set(requestConfig.elt, requestConfig);
  }
  if (away) {
    since ??= new Date();
    setTimeout(again, PAUSE * (0.5 + Math.random() / 2), requestConfig.elt);
  }
  say(away ? "lost" : xhr.status === 401 ? "over" : "failed", since);
}

["responseError", "sendError", "timeout"].forEach((name) => document.addEventListener(`htmx:${name}`, refused));
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, successful, xhr } = event.detail;
  if (xhr.status === 401) {
    refused(event);
  } else if (successful) {
    since = null;
    unanswered.delete(elt);
    say("here");
  }
});
document.addEventListener("connection", ({ detail }) => say(detail.state, detail.since));
document.addEventListener("input", () => (typed = true));
document.addEventListener("visibilitychange", look);
addEventListener("focus", look);
