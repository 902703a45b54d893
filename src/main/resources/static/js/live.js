// Shows what has changed on an open page. Without it a reload shows the same.
(() => {
  "use strict";

  const shown = new Map();
  const said = new Set([...document.querySelectorAll("[role=alert]")].map((alert) => alert.textContent));

  function show(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    template.content.querySelectorAll("[id]").forEach((piece) => {
      const present = document.getElementById(piece.id);
      if (!present && piece.matches("[data-row]")) {
        document.getElementById("new-fleets")?.removeAttribute("hidden");
      }
      if (!present || piece.parentElement || shown.get(piece.id) === piece.outerHTML) {
        return;
      }
      shown.set(piece.id, piece.outerHTML);
      hush(piece);
      replace(present, piece);
      piece.dispatchEvent(new CustomEvent("piece:shown", { bubbles: true }));
    });
  }

  // A screen reader hears an alert once, however often the piece around it changes.
  function hush(piece) {
    piece.querySelectorAll("[role=alert]").forEach((alert) => {
      if (said.has(alert.textContent)) {
        alert.setAttribute("aria-live", "off");
      }
      said.add(alert.textContent);
    });
  }

  // What a reader has opened, scrolled or focused stays so.
  function replace(present, piece) {
    const before = parts(present);
    const focused = before.indexOf(document.activeElement);
    const states = before.map((part) => ({ open: part.open, left: part.scrollLeft }));
    present.replaceWith(piece);
    const after = parts(piece);
    after.forEach((part, index) => {
      const state = states[index];
      if (state) {
        part.scrollLeft = state.left;
        if (part.localName === "details") {
          part.open = state.open;
        }
      }
    });
    after[focused]?.focus({ preventScroll: true });
  }

  function parts(element) {
    return [...element.querySelectorAll("a, button, summary, details, [tabindex]")];
  }

  function ago(instant) {
    const seconds = Math.floor((Date.now() - Date.parse(instant)) / 1000);
    if (seconds < 60) {
      return "just now";
    }
    if (seconds < 3600) {
      return `${Math.floor(seconds / 60)} min ago`;
    }
    if (seconds < 86400) {
      return `${Math.floor(seconds / 3600)} h ago`;
    }
    const days = Math.floor(seconds / 86400);
    return days === 1 ? "1 day ago" : `${days} days ago`;
  }

  // While nothing is heard, "just now" would be a guess: then each time is told as it was.
  function tellTimes(current) {
    document.querySelectorAll("time[data-ago]").forEach((time) => {
      const text = current ? ago(time.dateTime) : time.title;
      if (time.textContent !== text) {
        time.textContent = text;
      }
    });
  }

  let current = true;
  window.setInterval(() => tellTimes(current), 15000);
  ["lost", "over", "crowded"].forEach((state) => document.addEventListener(`connection:${state}`, () => tellTimes((current = false))));
  document.addEventListener("connection:here", () => tellTimes((current = true)));

  // A notice tells of what has begun, and goes when that is over.
  function dismiss(wasUnderWay) {
    if (wasUnderWay && !underWay()) {
      document.querySelectorAll("[data-passing]").forEach((notice) => notice.remove());
    }
  }

  function underWay() {
    return document.querySelector("[data-under-way]") !== null;
  }

  document.addEventListener("piece:arrived", (event) => {
    const before = underWay();
    show(event.detail);
    dismiss(before);
  });
})();
