// Questions that depend on answers: ask the server for the same page with the answers as they stand,
// exchange what looks different, and leave everything else, above all the focus, alone.
(() => {
  const WAIT = 250; // ms after the last key
  const form = document.getElementById("page");
  const items = form.querySelector("[data-items]");
  const status = form.querySelector("[role=status]");
  const gone = new Map(); // blocks taken away, with what was typed into them
  let timer;
  let asking;

  form.addEventListener("input", () => soon(WAIT));
  form.addEventListener("change", () => soon(0));

  function soon(wait) {
    clearTimeout(timer);
    timer = setTimeout(refresh, wait);
  }

  async function refresh() {
    asking?.abort();
    asking = new AbortController();
    const answers = new URLSearchParams(new FormData(form));
    answers.set(".go", "look");
    try {
      const answer = await fetch(form.action, {method: "POST", body: answers, signal: asking.signal});
      if (answer.ok) exchange(await answer.text());
    } catch (error) {
      // Offline or overtaken by a newer question: "Next" does the same on the server.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  function exchange(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = [...page.querySelectorAll("[data-items] > [data-key]")];
    if (!fresh.length) return;
    const keys = new Set(fresh.map((block) => block.dataset.key));
    let changed = false;
    for (const block of [...items.children]) {
      if (keys.has(block.dataset.key)) continue;
      gone.set(block.dataset.key, block);
      block.remove();
      changed = true;
    }
    let next = items.firstElementChild;
    for (const block of fresh) {
      if (next?.dataset.key !== block.dataset.key) {
        items.insertBefore(again(block), next);
        changed = true;
      } else {
        const old = next;
        next = old.nextElementSibling;
        if (bare(old) !== bare(block)) { replace(old, block); changed = true; }
      }
    }
    const where = page.querySelector(".where > p");
    document.querySelector(".where > p").textContent = where.textContent;
    status.textContent = changed ? status.dataset.said : "";
  }

  // A block that was here before comes back as it was left, unless its words have changed.
  function again(block) {
    const before = gone.get(block.dataset.key);
    return before && bare(before) === bare(block) ? before : document.adoptNode(block);
  }

  function replace(old, block) {
    const focus = old.contains(document.activeElement) && document.activeElement;
    old.replaceWith(document.adoptNode(block));
    if (!focus) return;
    const same = [...block.querySelectorAll(focus.localName)].find(
      (one) => one.name === focus.name && (one.id === focus.id || one.value === focus.value));
    same?.focus();
  }

  // The block without what a person entered and without marks of problems.
  function bare(block) {
    const copy = block.cloneNode(true);
    for (const one of copy.querySelectorAll("input, option")) {
      one.removeAttribute("checked");
      one.removeAttribute("selected");
      if (!["radio", "checkbox", "hidden"].includes(one.type) && one.localName === "input") one.removeAttribute("value");
    }
    for (const one of copy.querySelectorAll("textarea, .problem")) one.textContent = "";
    for (const one of copy.querySelectorAll(".problem")) one.remove();
    for (const one of copy.querySelectorAll(".wrong, [aria-invalid]")) {
      one.classList.remove("wrong");
      one.removeAttribute("aria-invalid");
    }
    for (const one of copy.querySelectorAll("[aria-describedby]")) one.removeAttribute("aria-describedby");
    return copy.innerHTML.replace(/\s+/g, " ").replaceAll(' class=""', "");
  }
})();
