/* Passkeys: form[data-passkey="create|get"] fragt das Gerät und schickt dessen Antwort im Feld „credential“ ab.
   Die Frage steht in data-options (JSON) oder kommt beim Klick von data-options-url. Was das Gerät prüft, prüft der Server. */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function question({ publicKey }) {
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const known of [...(publicKey.excludeCredentials ?? []), ...(publicKey.allowCredentials ?? [])]) known.id = bytes(known.id);
  return { publicKey };
}

function answer(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
}

async function ask(form) {
  const { passkey, options, optionsUrl } = form.dataset;
  const asked = options ?? (await (await fetch(optionsUrl, { cache: "no-store" })).text());
  form.elements.credential.value = answer(await navigator.credentials[passkey](question(JSON.parse(asked))));
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    form.nextElementSibling?.classList.remove("no-script");
    continue;
  }
  const status = form.querySelector("[role=alert]");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    status.textContent = "";
    ask(form).catch(() => { status.textContent = form.dataset.failed; });
  });
}
