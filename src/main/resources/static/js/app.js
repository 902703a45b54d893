// Conveniences only: every page does its work without this file.
(() => {
  "use strict";

  const announcer = document.getElementById("announcer");

  function announce(text) {
    announcer.textContent = "";
    window.setTimeout(() => (announcer.textContent = text), 50);
  }

  function revealCopyButtons(root) {
    if (navigator.clipboard) {
      root.querySelectorAll("[data-copy][hidden]").forEach((button) => (button.hidden = false));
    }
  }

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.classList.add("copied");
      window.setTimeout(() => button.classList.remove("copied"), 1500);
      announce("Copied");
    } catch {
      announce("The browser did not allow copying");
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) {
      copy(button);
    }
  });

  // A disabled button would not be sent along, so it is disabled only after the form's data is gathered.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.defaultPrevented) {
      return;
    }
    window.setTimeout(() => {
      event.target.querySelectorAll("[type=submit], button:not([type])").forEach((button) => {
        button.disabled = true;
        button.dataset.submitted = "";
      });
    });
  });

  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[data-submitted]").forEach((button) => {
      button.disabled = false;
      delete button.dataset.submitted;
    });
  });

  document.addEventListener("htmx:afterSettle", (event) => revealCopyButtons(event.target));
  document.addEventListener("piece:shown", (event) => revealCopyButtons(event.target));
  revealCopyButtons(document);
})();
