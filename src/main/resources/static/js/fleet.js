// Tells how a fleet stands where only the browser's tab is seen, and counts seconds.
const told = window.Notification;
let was;

const ask = () => (document.documentElement.dataset.ask = told?.permission);

function tell() {
  const { title, icon, underWay } = document.getElementById("fleet-status").dataset;
  if (document.title !== title) {
    document.title = title;
    document.querySelector("link[rel=icon]").href = icon;
  }
  if (was && !underWay && told?.permission === "granted") {
    new told(title);
  }
  was = underWay;
}

document.onclick = (event) => event.target.closest("[data-notify]") && told.requestPermission().then(ask);
setInterval(() => {
  document.querySelectorAll("[data-elapsed]").forEach((time) => {
    const s = ++time.dataset.elapsed;
    time.textContent = `${s < 60 ? "" : `${(s / 60) | 0} min `}${s % 60} s`;
  });
  tell();
}, 1000);
ask();
tell();
