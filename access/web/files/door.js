// Everything works without this: it shows a passphrase on request and says that a long act runs.

function offerToShow(input) {
  const holder = document.createElement("div");
  holder.className = "shown";
  input.replaceWith(holder);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Show";
  button.setAttribute("aria-label", "Show the passphrase");
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? "Show" : "Hide";
    button.setAttribute("aria-pressed", String(!shown));
  });
  holder.append(input, button);
}

function sayBusy(form) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    if (button && button.dataset.busy) {
      button.textContent = button.dataset.busy;
      button.setAttribute("aria-busy", "true");
    }
  });
}

// Coming back by the browser's own button must not leave a form that can not be sent.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
for (const input of document.querySelectorAll("input[type=password]")) offerToShow(input);
for (const form of document.forms) sayBusy(form);
