// The examples beside the form: found by what they are about, and written into the editor instead of being opened.
import { el } from "./dom.js";

export function chooser(details, words, choose) {
  const field = el("input", { type: "search", autocomplete: "off", "aria-label": words.say("find_example"), placeholder: words.say("find_example") });
  const items = [...details.querySelectorAll("li[data-found]")];
  field.addEventListener("input", () => narrow(items, field.value));
  details.querySelector("summary").after(el("p", {}, field));
  details.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-example]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    details.open = false;
    choose(new URL(link.href).searchParams.get("query"));
  });
}

/** Hides what does not have all of the words in it, and themes of which nothing is left. */
export function narrow(items, text) {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items) item.hidden = !wanted.every((word) => item.dataset.found.includes(word));
  for (const theme of new Set(items.map((item) => item.closest("[data-theme]")))) {
    if (theme) theme.hidden = [...theme.querySelectorAll("li[data-found]")].every((item) => item.hidden);
  }
}
