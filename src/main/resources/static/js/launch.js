// Conveniences of the launch form, which does without them.
(() => {
  "use strict";

  const form = document.querySelector("form.columns");
  const all = document.getElementById("all-settings");
  const find = form.querySelector("[data-find]");

  // Office hours are those of the person's own place.
  function zone() {
    const field = form.querySelector('[name="parameters[Timezone]"]');
    if (form.dataset.fresh && field?.value === "Etc/UTC") {
      field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
  }

  form.addEventListener("change", ({ target }) => {
    const setting = target.closest(".setting");
    setting?.classList.toggle("own", target.value !== (setting.dataset.usual ?? target.value));
    all.open ||= target.name === "preset" && target.value === "own";
  });

  find.parentElement.hidden = false;
  find.addEventListener("input", () => {
    const text = find.value.toLowerCase();
    form.querySelectorAll(".setting").forEach((setting) =>
      (setting.hidden = !setting.textContent.toLowerCase().includes(text)));
  });

  form.addEventListener("htmx:afterSettle", zone);
  zone();
})();
