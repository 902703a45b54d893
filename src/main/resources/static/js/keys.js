// Keys for whoever has many fleets: each does what a link or a button does.
(() => {
  "use strict";

  const byId = (id) => document.getElementById(id);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const help = byId("keys");
  const on = byId("keys-on");
  const button = byId("keys-help");
  const row = () => document.activeElement.closest("[data-row]");

  on.checked = localStorage.getItem("keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }

  function move(step) {
    const rows = all("[data-row]");
    const at = rows.indexOf(row());
    rows[at < 0 ? 0 : at + step]?.querySelector("th a").focus();
  }

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => row()?.querySelector("[name=fleet]").click(),
    n: () => all("[data-key=n]")[0]?.click(),
    "/": () => all("[name=q]")[0]?.select(),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    const act = keys[event.key];
    if (act && !typing && !help.open && on.checked && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      act();
    }
  });

  byId("select-shown")?.addEventListener("click", (event) => {
    event.preventDefault();
    const boxes = all("[name=fleet]");
    const tick = boxes.some((box) => !box.checked);
    boxes.forEach((box) => (box.checked = tick));
  });
})();
