/* Sitzung: zählt herunter, warnt zwei Minuten vorher, verlängert mit einem Klick, räumt nach dem Ende auf.
   Der Server entscheidet: GET data-state-url und POST data-extend-url antworten {"seconds_left": n}; alles andere heißt „beendet“. */
const WARN_SECONDS = 120;
const POLL_SECONDS = 60;
const warning = document.querySelector("[data-session]");
const box = document.querySelector("[data-session-box]");
const channel = "BroadcastChannel" in window ? new BroadcastChannel("sitzung") : null;
const { extendUrl, stateUrl, endedUrl, one, many, sentence } = warning.dataset;
const alertText = warning.querySelector("[role=alert]");
const clock = warning.querySelector("[data-session-clock]");
let endsAt = performance.now() + Number(warning.dataset.session) * 1000;
let askedAt = performance.now();
let leaving = false;

const secondsLeft = () => Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));

function leave() {
  if (leaving) return;
  leaving = true;
  document.body.hidden = true;
  location.replace(endedUrl);
}

function renew(seconds) {
  endsAt = performance.now() + seconds * 1000;
  askedAt = performance.now();
  show();
}

function show() {
  const left = secondsLeft();
  const minutes = Math.ceil(left / 60);
  if (box) {
    box.querySelector("[data-session-minutes]").textContent = minutes === 1 ? one : many.replace("{n}", minutes);
    box.querySelector("progress").value = left;
  }
  clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  const isNear = left <= WARN_SECONDS;
  if (isNear && warning.hidden) {
    warning.hidden = false;
    alertText.textContent = sentence;
  } else if (!isNear && !warning.hidden) {
    warning.hidden = true;
    alertText.textContent = "";
  }
}

/* Ohne Netz wissen wir nichts Neues; dann gilt die eigene Uhr. */
async function ask(url, options) {
  askedAt = performance.now();
  let answer;
  try {
    answer = await fetch(url, { cache: "no-store", redirect: "manual", headers: { Accept: "application/json" }, ...options });
  } catch {
    return secondsLeft() > 0;
  }
  const isOver = answer.type === "opaqueredirect" || [401, 403, 404, 410].includes(answer.status);
  if (isOver) return false;
  if (!answer.ok) return secondsLeft() > 0;
  const state = await answer.json();
  renew(state.seconds_left);
  return state.seconds_left > 0;
}

async function check() {
  if (!(await ask(stateUrl))) leave();
}

async function extend(event) {
  event.preventDefault();
  const token = event.target.elements.csrfmiddlewaretoken.value;
  const goesOn = await ask(extendUrl, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token } });
  if (!goesOn) leave();
  else channel?.postMessage("extended");
}

function tick() {
  if (leaving) return;
  const isStale = performance.now() - askedAt > (secondsLeft() <= WARN_SECONDS ? 20 : POLL_SECONDS) * 1000;
  const isOver = secondsLeft() === 0;
  const isNews = warning.hidden && secondsLeft() <= WARN_SECONDS;
  if (isOver || isNews || (isStale && !document.hidden)) check();
  if (!isNews || isOver) show();
}

setInterval(tick, 1000);
for (const form of [warning, box]) form?.addEventListener("submit", extend);
document.querySelector("[data-sign-out]")?.addEventListener("submit", () => channel?.postMessage("ended"));
channel?.addEventListener("message", ({ data }) => (data === "ended" ? leave() : check()));
document.addEventListener("visibilitychange", () => document.hidden || check());

/* Zurück-Taste: Eine aufgehobene Seite zeigt nichts und fragt den Server neu. */
addEventListener("pagehide", (event) => { if (event.persisted) document.body.hidden = true; });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
