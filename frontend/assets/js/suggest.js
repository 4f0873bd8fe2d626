// Suggestions under a field while somebody types, as a combobox of WAI-ARIA 1.2. Roles, states and
// keys come from the library; here is what is asked, when, and what is said about it. The field
// works without any of this, so whatever fails stays unseen.
import Combobox from "@github/combobox-nav";

const WAIT_MS = 200;
const LEAST_LETTERS = 2;
const PAUSE_SECONDS = 60;
// Answers by address, for as long as the page lives; the browser's own cache outlives it.
const kept = new Map();
let quietUntil = 0;

const worthAsking = (typed) => (typed.match(/[\p{L}\p{N}]/gu) || []).length >= LEAST_LETTERS;

async function answerTo(url, signal) {
  if (kept.has(url)) return kept.get(url);
  if (Date.now() < quietUntil) return "";
  const answer = await fetch(url, { signal });
  if (answer.status === 429) {
    const seconds = Number(answer.headers.get("Retry-After")) || PAUSE_SECONDS;
    quietUntil = Date.now() + seconds * 1000;
  }
  if (!answer.ok) return "";
  kept.set(url, await answer.text());
  return kept.get(url);
}

document.querySelectorAll("[data-suggest]").forEach((box) => {
  const input = box.querySelector("input");
  const list = box.querySelector('[role="listbox"]');
  const said = box.querySelector('[role="status"]');
  const combobox = new Combobox(input, list, { tabInsertsSuggestions: false });
  Object.assign(input, { autocomplete: "off", spellcheck: false });
  // A list that scrolls would take the focus on the way to the next field, and vanish with it.
  list.tabIndex = -1;
  let waiting;
  let asking = new AbortController();

  const drop = () => {
    clearTimeout(waiting);
    asking.abort();
  };
  const close = () => {
    drop();
    combobox.stop();
    list.hidden = true;
  };
  const show = (html) => {
    const answer = document.createElement("template");
    answer.innerHTML = html;
    const options = [...answer.content.querySelectorAll('[role="option"]')];
    options.forEach((option, at) => (option.id = `${list.id}-${at}`));
    close();
    list.replaceChildren(...options);
    said.textContent = answer.content.querySelector("[data-said]")?.textContent ?? "";
    if (!options.length) return;
    list.hidden = false;
    combobox.start();
  };
  const ask = async () => {
    drop();
    asking = new AbortController();
    const { signal } = asking;
    const url = `${box.dataset.suggest}?q=${encodeURIComponent(input.value.trim())}`;
    const html = await answerTo(url, signal).catch(() => "");
    // An answer to what has been typed over, or left, is late.
    if (!signal.aborted) show(html);
  };

  input.addEventListener("input", () => {
    drop();
    if (worthAsking(input.value)) waiting = setTimeout(ask, WAIT_MS);
    else close();
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      // The first Escape takes the list, not the words.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" && list.hidden && worthAsking(input.value)) {
      event.preventDefault();
      ask();
    }
  });
  // The field keeps the focus while a finger or a mouse chooses.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("combobox-commit", ({ target }) => {
    input.value = target.dataset.value;
    said.textContent = input.value;
    close();
    if (box.dataset.then === "search") input.form.requestSubmit();
  });
});
