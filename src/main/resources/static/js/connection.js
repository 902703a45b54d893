// Says above the page when it can no longer be current, and takes that back when it is again. Others tell by events:
// connection:lost {since}, connection:here, connection:over, connection:failed, connection:crowded; session:back is told from here.
(() => {
  "use strict";

  const A_WHILE = 60000;

  const bar = document.getElementById("connection");
  const account = document.querySelector(".who a");
  let state = "here";
  let typed = false;
  let looked = Date.now();

  function say(next, ...words) {
    if (next !== state) {
      state = next;
      document.documentElement.dataset.connection = next;
      bar.replaceChildren(...words);
    }
  }

  function clock(date) {
    return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  // The place itself leads to the sign-in and back; where something was typed, it stays on this page meanwhile.
  function signIn() {
    const link = document.createElement("a");
    link.href = window.location.pathname + window.location.search;
    link.textContent = "Sign in";
    if (!typed) {
      return ["Your session is over. ", link];
    }
    link.target = "_blank";
    return ["Your session is over. ", link, " in a new tab and come back: what you typed stays here."];
  }

  // Whoever comes back to the page learns whether their session still holds, before more is typed; and whoever comes
  // back from signing in goes on here, with forms that the new session takes.
  async function look() {
    if (document.hidden || !account || (!ended() && Date.now() - looked < A_WHILE)) {
      return;
    }
    looked = Date.now();
    const answer = await fetch(account.href, { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (answer?.status === 401 || answer?.type === "opaqueredirect") {
      over();
    } else if (answer?.ok && ended()) {
      renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  }

  // What one person typed is not sent in the name of another.
  function renew(page) {
    const token = page.querySelector("input[name=_csrf]");
    if (page.querySelector(".who a")?.textContent !== account.textContent) {
      say("taken", "Somebody else has signed in since. Reload the page to go on as them.");
    } else if (token) {
      document.querySelectorAll("input[name=_csrf]").forEach((input) => (input.value = token.value));
      say("here");
      document.dispatchEvent(new CustomEvent("session:back"));
    }
  }

  function over() {
    say("over", ...signIn());
  }

  function ended() {
    return state === "over" || state === "taken";
  }

  function unlessEnded(listener) {
    return (event) => !ended() && listener(event);
  }

  document.addEventListener("input", () => (typed = true));
  document.addEventListener("connection:lost", unlessEnded((event) =>
    event.detail.restarting
      ? say("restarting", "The portal is being restarted. This page goes on by itself.")
      : say("lost", `Connection lost since ${clock(event.detail.since)}, trying again`)));
  document.addEventListener("connection:failed", unlessEnded(() =>
    say("failed", "A part of this page could not be loaded. Try that again, or reload the page.")));
  document.addEventListener("connection:crowded", unlessEnded(() =>
    say("crowded", "You have too many pages open for this one to be kept current. Close some, or reload it now and then.")));
  document.addEventListener("connection:here", unlessEnded(() => say("here")));
  document.addEventListener("connection:over", over);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
})();
