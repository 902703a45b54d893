// What htmx asks for is repeated until it is there, and never replaced by a page to sign in.
(() => {
  "use strict";

  const LONGEST_PAUSE = 5000;
  const AWAY = [502, 503, 504];

  const unanswered = new Set();
  let since = null;
  let failures = 0;

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }

  function again(asked) {
    if (unanswered.delete(asked) && asked.elt.isConnected) {
      window.htmx.ajax(asked.verb, asked.path, { source: asked.elt, target: asked.target }).catch(() => {});
    }
  }

  function remember({ elt, target, verb, path }) {
    const asked = { elt, target, verb, path };
    unanswered.forEach((other) => other.elt === elt && unanswered.delete(other));
    // What is asked for every second needs no reminder.
    if (!elt.getAttribute("hx-trigger")?.startsWith("every")) {
      unanswered.add(asked);
    }
    return asked;
  }

  function lost(event) {
    since ??= new Date();
    tell("connection:lost", { since });
    const asked = remember(event.detail.requestConfig);
    const pause = Math.min(LONGEST_PAUSE, 500 * 2 ** failures++) * (0.5 + Math.random() / 2);
    window.setTimeout(() => again(asked), pause);
  }

  function isSignIn(xhr) {
    return xhr.status === 401 || new URL(xhr.responseURL || "/", window.location.href).pathname.endsWith("/login");
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isSignIn(event.detail.xhr)) {
      event.detail.shouldSwap = false;
      event.detail.isError = false;
      remember(event.detail.requestConfig);
      tell("connection:over");
    }
  });
  document.addEventListener("htmx:responseError", (event) =>
    AWAY.includes(event.detail.xhr.status) ? lost(event) : tell("connection:failed"));
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && !isSignIn(event.detail.xhr)) {
      since = null;
      failures = 0;
      tell("connection:here");
    }
  });
  document.addEventListener("session:back", () => [...unanswered].forEach(again));
})();
