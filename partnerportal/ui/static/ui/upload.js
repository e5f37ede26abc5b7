/* Belege hochladen: mehrere zugleich, je Datei eine Anfrage mit Fortschritt. Ohne dieses Skript: ein gewöhnliches Formular. */
const AT_ONCE = 2;

function upload(zone) {
  const { upload: url, name: field, maxBytes, tooLarge, failed, done, removed, remaining, uploading, checking, remove } = zone.dataset;
  const [itemTemplate, alertTemplate] = zone.querySelectorAll("template");
  const list = zone.querySelector("[data-files]");
  const drop = zone.querySelector("[data-drop]");
  const status = zone.querySelector("[data-upload-status]");
  const form = zone.closest("form");
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const waiting = [];
  let running = 0;

  const put = (text, value) => text.replace("{name}", value).replace("{n}", value);
  const say = (text) => { status.textContent = text; };

  function element(tag, className, text = "") {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function add(file) {
    const item = itemTemplate.content.firstElementChild.cloneNode(true);
    item.querySelector(".name").textContent = file.name;
    item.querySelector(".iconbtn .vh").textContent = put(remove, file.name);
    const meta = item.querySelector(".meta");
    const ready = [...meta.childNodes];
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", put(uploading, file.name));
    const percent = element("span", "num", "0 %");
    const time = element("span", "num");
    meta.replaceChildren(bar, percent, time);
    preview(item, file);
    list.append(item);
    return { file, item, meta, ready, bar, percent, time };
  }

  function preview(item, file) {
    if (!["image/jpeg", "image/png"].includes(file.type)) return;
    const image = document.createElement("img");
    image.alt = "";
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    item.querySelector(".thumb").replaceChildren(image);
  }

  function refuse(job, sentence) {
    job.item.classList.add("bad");
    job.meta.replaceChildren(alertTemplate.content.cloneNode(true), element("span", "", sentence));
    say(`${job.file.name}: ${sentence}`);
  }

  function accept(job, answer) {
    const button = job.item.querySelector(".iconbtn");
    button.value = answer.id;
    button.dataset.removeUrl = answer.remove_url;
    job.ready.at(-1).textContent = answer.meta;
    job.meta.replaceChildren(...job.ready);
    if (answer.url) {
      const link = element("a", "name", answer.name);
      link.href = answer.url;
      job.item.querySelector(".name").replaceWith(link);
    }
    if (answer.thumbnail_url) {
      const image = document.createElement("img");
      image.alt = "";
      image.src = answer.thumbnail_url;
      job.item.querySelector(".thumb").replaceChildren(image);
    }
    say(put(done, job.file.name));
  }

  function progress(job, event, startedAt) {
    const share = event.loaded / event.total;
    job.bar.value = share * 100;
    job.percent.textContent = `${Math.floor(share * 100)} %`;
    const seconds = Math.ceil(((performance.now() - startedAt) / 1000) * (1 / share - 1));
    job.time.textContent = share === 1 ? checking : seconds > 1 ? put(remaining, seconds) : "";
  }

  function send(job) {
    const request = new XMLHttpRequest();
    const startedAt = performance.now();
    const data = new FormData();
    data.append(field, job.file);
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(job, event, startedAt));
    request.addEventListener("load", () => {
      if (request.status === 201 && request.response) accept(job, request.response);
      else refuse(job, request.response?.sentence ?? failed);
    });
    request.addEventListener("error", () => refuse(job, failed));
    request.addEventListener("loadend", () => { running -= 1; next(); });
    job.request = request;
    job.item.job = job;
    request.send(data);
  }

  function next() {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      send(waiting.shift());
    }
  }

  function take(files) {
    for (const file of files) {
      const job = add(file);
      job.item.job = job;
      if (file.size > Number(maxBytes)) refuse(job, tooLarge);
      else waiting.push(job);
    }
    next();
  }

  function gone(item, name) {
    const neighbour = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (neighbour?.querySelector(".iconbtn") ?? drop.querySelector("input:last-of-type")).focus();
    say(put(removed, name));
  }

  async function discard(button) {
    const item = button.closest(".file");
    const name = item.querySelector(".name").textContent;
    const job = item.job;
    if (job && waiting.includes(job)) waiting.splice(waiting.indexOf(job), 1);
    else if (job && !button.dataset.removeUrl) job.request?.abort();
    else {
      const answer = await fetch(button.dataset.removeUrl, { method: "POST", headers: { "X-CSRFToken": token(), Accept: "application/json" } }).catch(() => null);
      if (!answer?.ok) { say(failed); return; }
    }
    gone(item, name);
  }

  zone.addEventListener("change", (event) => {
    if (event.target.type !== "file") return;
    take([...event.target.files]);
    event.target.value = "";
  });
  zone.addEventListener("click", (event) => {
    const button = event.target.closest(".iconbtn");
    if (!button || (!button.dataset.removeUrl && !button.closest(".file").job)) return;
    event.preventDefault();
    discard(button);
  });
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  drop.addEventListener("drop", (event) => take([...event.dataTransfer.files]));
  form.addEventListener("submit", (event) => { if (running || waiting.length) { event.preventDefault(); say(put(uploading, "")); list.lastElementChild?.scrollIntoView({ block: "center" }); } });
}

for (const zone of document.querySelectorAll("[data-upload]")) upload(zone);
