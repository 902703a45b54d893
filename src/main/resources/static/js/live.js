// Shows what has changed on an open page, and times as they are here and now.

let current = true;

function ago(seconds) {
  const [size, unit] = seconds < 3600 ? [60, "min"] : seconds < 86400 ? [3600, "h"] : [86400, "d"];
  return seconds < 60 ? "just now" : `${Math.floor(seconds / size)} ${unit} ago`;
}

function local(date, timeStyle) {
  const dateStyle = date.toDateString() === new Date().toDateString() ? undefined : "medium";
  return date.toLocaleString("en-GB", { dateStyle, timeStyle });
}

// While nothing is heard, "just now" would be a guess: then each time is told as it was.
function tellTimes(root) {
  root.querySelectorAll("time[datetime]").forEach((time) => {
    time.title ||= time.textContent;
    const date = new Date(time.dateTime);
    let text = local(date, /:\d\d:/.test(time.title) ? "medium" : "short");
    if ("ago" in time.dataset) {
      text = current ? ago((Date.now() - date) / 1000) : time.title;
    }
    if (time.textContent !== text) {
      time.textContent = text;
    }
  });
}

// Makes one node what another is, but leaves alone what is the same: what somebody opened, focused or selected stays.
function morph(present, next) {
  if (present.isEqualNode(next)) {
    return;
  }
  if (!present.attributes) {
    present.data = next.data;
    return;
  }
  for (const name of [...present.getAttributeNames(), ...next.getAttributeNames()]) {
    const value = next.getAttribute(name);
    if (value === present.getAttribute(name) || name === "open") {
      continue;
    }
    if (value === null) {
      present.removeAttribute(name);
    } else {
      present.setAttribute(name, value);
    }
  }
  const left = [...present.childNodes];
  const wanted = [...next.childNodes];
  const kept = new Map();
  for (const fits of [(a, b) => a.isEqualNode(b), (a, b) => a.nodeName === b.nodeName && a.id === b.id]) {
    for (const node of wanted) {
      const index = kept.has(node) ? -1 : left.findIndex((each) => fits(each, node));
      if (index >= 0) {
        kept.set(node, ...left.splice(index, 1));
      }
    }
  }
  left.forEach((node) => node.remove());
  let at = present.firstChild;
  for (const node of wanted) {
    const old = kept.get(node);
    if (old && old === at) {
      at = at.nextSibling;
    } else {
      present.insertBefore(old ?? node, at);
    }
    if (old) {
      morph(old, node);
    }
  }
}

const underWay = () => document.querySelector("[data-under-way]");

document.addEventListener("piece:arrived", ({ detail }) => {
  const template = document.createElement("template");
  const before = underWay();
  template.innerHTML = detail;
  tellTimes(template.content);
  for (const piece of template.content.children) {
    const present = document.getElementById(piece.id);
    if (present) {
      morph(present, piece);
      present.dispatchEvent(new Event("piece:shown", { bubbles: true }));
    } else if (piece.matches("[data-row=there]")) {
      document.getElementById("new-fleets")?.removeAttribute("hidden");
    }
  }
  // A notice tells of what has begun, and goes when that is over.
  if (before && !underWay()) {
    document.querySelectorAll("[data-passing]").forEach((notice) => notice.remove());
  }
});
document.addEventListener("connection", ({ detail: { state } }) => {
  if (state !== "failed" && current !== (state === "here")) {
    current = !current;
    tellTimes(document);
  }
});
document.addEventListener("htmx:load", ({ target }) => tellTimes(target));
setInterval(tellTimes, 15000, document);
tellTimes(document);
