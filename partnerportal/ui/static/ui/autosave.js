/* Speichert den Entwurf beim Tippen: POST des Formulars (ohne Dateien) an data-autosave-url.
   Antwort {"sentence": "Entwurf gespeichert um 8:31 Uhr"}; bis sie da ist, bleibt der Text im Formular und wird wieder gesendet. */
const DELAY = 800;
const RETRY = 5000;

function autosave(form) {
  const status = document.querySelector("[data-autosave-status]");
  let timer = 0;
  let changes = 0;
  let saved = 0;
  let running = false;

  const body = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  function tell(text, isBad) {
    if (!status) return;
    status.classList.toggle("bad", isBad);
    status.querySelector("[data-text]").textContent = text;
    for (const icon of status.querySelectorAll("[data-state]")) icon.hidden = (icon.dataset.state === "bad") !== isBad;
  }

  async function save() {
    if (running || saved === changes) return;
    running = true;
    const sent = changes;
    try {
      const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: body(), redirect: "error", headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      tell((await answer.json()).sentence, false);
      saved = sent;
    } catch {
      tell(status?.dataset.failed ?? "", true);
    }
    running = false;
    if (saved !== changes) schedule(saved === sent ? DELAY : RETRY);
  }

  function schedule(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  function changed(event) {
    if (event.target.type === "file") return atOnce();
    changes += 1;
    schedule(DELAY);
  }

  /* Vor den Dateien: danach sind alle Verbindungen des Browsers mit Hochladen belegt. */
  function atOnce() {
    clearTimeout(timer);
    save();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed, true);
  form.addEventListener("drop", atOnce, true);
  form.addEventListener("submit", () => { clearTimeout(timer); saved = changes; });
  addEventListener("pagehide", () => {
    if (saved !== changes) fetch(form.dataset.autosaveUrl, { method: "POST", body: body(), keepalive: true }).catch(() => {});
  });
  addEventListener("beforeunload", (event) => {
    if (saved !== changes && status?.classList.contains("bad")) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form[data-autosave-url]")) autosave(form);
