/* Reine Verbesserung: Ohne dieses Skript funktioniert jede Seite als normales Formular. */
const search = document.getElementById("suche");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && search && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
  if (event.key === "Escape" && document.activeElement === search) search.blur();
});

document.querySelector("[data-focus]")?.focus();

/* Ein Formular geht nur einmal ab; der zweite Klick in derselben Sekunde zählt nicht. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 3000);
});
