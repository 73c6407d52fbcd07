// Leave at once: by the button, or by pressing Shift three times within five seconds.
(() => {
  const form = document.querySelector(".leave");
  let presses = [];

  function leave(event) {
    event?.preventDefault();
    const away = form.action;
    document.title = "\u00a0";
    document.documentElement.replaceChildren(); // blank before anything is loaded
    location.replace(away); // Back does not return here
  }

  form.addEventListener("submit", leave);
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    presses = event.key === "Shift" ? [...presses, event.timeStamp].slice(-3) : [];
    if (presses.length === 3 && presses[2] - presses[0] < 5000) leave(event);
  });
})();
