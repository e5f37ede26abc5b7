/* Passwortfelder: anzeigen und verbergen; beim neuen Passwort ein Wort zur Stärke.
   Das Getippte verlässt den Browser erst mit dem Formular; bekannte Passwörter erkennt nur der Server. */
const SHORTEST = 12;

function surprise(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) {
    const step = i ? Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) : 9;
    const isSeen = i > 1 && text.slice(0, i).includes(text.slice(i - 1, i + 1));
    sum += step < 2 || isSeen ? 0.2 : /\d/.test(text[i]) ? 0.6 : 1;
  }
  return sum;
}

function level(input) {
  const text = input.value.normalize("NFC").toLowerCase();
  if ([...text].length < SHORTEST) return 0;
  const others = [...input.form.elements].filter((field) => /^(text|email)$/.test(field.type) && field !== input);
  const isPersonal = others.some((field) => (field.value.toLowerCase().match(/\p{L}{4,}/gu) ?? []).some((part) => text.includes(part)));
  const sum = surprise(text);
  return isPersonal || sum < 9 ? 1 : sum < 14 ? 2 : sum < 20 ? 3 : 4;
}

for (const box of document.querySelectorAll("[data-password]")) {
  const input = box.querySelector("input");
  const button = box.querySelector("button");
  const status = box.querySelector("[data-strength]");

  const show = (isShown) => {
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
    button.firstElementChild.hidden = !isShown;
  };
  button.parentElement.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  input.form.addEventListener("submit", () => show(false));

  const tell = () => {
    const word = input.value && status.dataset.strength.split("|")[level(input)];
    const sentence = word && status.dataset.sentence.replace("{word}", word);
    if (status.textContent !== sentence) status.textContent = sentence;
  };
  if (status) input.addEventListener("input", tell);
}
