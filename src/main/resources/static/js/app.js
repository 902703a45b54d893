// Conveniences only: every page does its work without this file.

const announcer = document.getElementById("announcer");

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add("copied");
    announcer.textContent = "Copied";
  } catch {
    announcer.textContent = "The browser did not allow copying";
  }
  setTimeout(() => {
    button.classList.remove("copied");
    announcer.textContent = "";
  }, 1500);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copy]");
  if (button) {
    copy(button);
  }
});

// Whoever clicks twice sends once.
document.addEventListener("submit", ({ target, defaultPrevented }) =>
  setTimeout(() => (target.inert = target.method === "post" && !defaultPrevented)));
addEventListener("pageshow", () => document.querySelectorAll("[inert]").forEach((form) => (form.inert = false)));

// Checks that are done let what was asked for go on.
document.addEventListener("htmx:load", ({ target }) => target.querySelector?.("[data-go]")?.click());

// What was chosen before htmx listened, or is remembered by the browser, asks for what follows from it.
addEventListener("load", () => ["option:checked:not([selected], :first-child)", "option[selected]:not(:checked)"].forEach((changed) =>
  document.querySelector(`[hx-trigger=change] ${changed}`)?.dispatchEvent(new Event("change", { bubbles: true }))));
