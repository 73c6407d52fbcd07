// The paper form: its one button opens the browser's print window.
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("button.print");
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
