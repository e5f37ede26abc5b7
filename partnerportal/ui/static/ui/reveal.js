/* Nimmt aufgedeckte Angaben nach der genannten Zeit von der Seite; ohne dieses Skript lädt sich die Seite selbst neu. */
const shown = document.querySelector("[data-hide-after]");
const hidden = document.querySelector("[data-hidden]");

function hide() {
  const hadFocus = shown.contains(document.activeElement);
  shown.remove();
  hidden.hidden = false;
  if (hadFocus) hidden.querySelector("button").focus();
}

if (shown) setTimeout(hide, Number(shown.dataset.hideAfter) * 1000);
addEventListener("pagehide", () => shown?.isConnected && hide());
