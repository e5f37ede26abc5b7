/* Eine Lieferung als Strom senden, dann zusehen. Ohne dieses Skript: Formular und Link. */
const form = document.querySelector("[data-deliver]");
const live = document.querySelector("[data-live]");

async function send(file) {
  const [busy, refused] = form.querySelectorAll("[role]");
  busy.hidden = !(refused.hidden = true);
  const answer = await fetch(form.dataset.deliver + form.elements.umfang.value, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": form.elements[0].value },
    body: file,
  }).then((response) => response.json()).catch(() => ({}));
  if (answer.url) location = answer.url;
  refused.hidden = !(busy.hidden = !answer.url);
  refused.lastChild.textContent = answer.sentence ?? form.dataset.failed;
  form.elements.datei.value = "";
}

for (const type of ["change", "dragover", "drop"]) {
  form?.addEventListener(type, (event) => {
    if (event.dataTransfer) event.preventDefault();
    const [file] = (event.dataTransfer ?? event.target).files ?? [];
    if (file) send(file);
  });
}

async function look() {
  const answer = await fetch(live.dataset.live).catch(() => live);
  if (answer.status === 204) location.reload();
  if (answer.status !== 200) return;
  const { sentence, percent } = await answer.json();
  const [said, bar] = live.children;
  said.textContent = sentence;
  if (percent !== null) bar.value = percent;
  setTimeout(look, 1500);
}

if (live) look();
