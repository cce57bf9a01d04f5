// The query page where scripts run: it sends the query as a program would and draws what comes back. Without scripts the same form is answered by the server.
import { el } from "./dom.js";
import { editorOf } from "./editor.js";
import { ask, result } from "./endpoint.js";
import { chooser } from "./chooser.js";
import { Outcome } from "./outcome.js";
import { Terms } from "./terms.js";
import { Words } from "./words.js";

/** Characters of an address that is sure to arrive. */
const LONGEST_LINK = 7000;

const form = document.querySelector("form.query");
const settings = JSON.parse(form.dataset.settings);
const words = new Words(settings.words, document.documentElement.lang);
const terms = new Terms({ ...settings, words });
const outcome = new Outcome({ ...settings, terms, words });
const run = form.querySelector("button");
const cancel = el("button", { type: "button", class: "plain", hidden: true, click: () => running?.abort() }, words.say("cancel"));
const share = el("button", { type: "button", class: "plain", click: copyLink }, words.say("share"));
const status = el("span", { class: "quiet", role: "status" });
const editor = editorOf(form.elements.query, { vocabulary, prefixes: settings.prefixes, words, run: start });
let running = null;

run.after(" ", cancel, " ", share, " ", status);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});
window.addEventListener("popstate", (event) => {
  if (event.state?.query === undefined) return;
  editor.write(event.state.query);
  outcome.clear();
});
chooser(document.querySelector(".chooser"), words, (query) => {
  editor.write(query);
  start();
});
shown();

/** Takes over what the server has drawn below the form. */
function shown() {
  const query = editor.value();
  history.replaceState({ query }, "");
  const data = document.getElementById("result-data");
  if (data) outcome.show(result(JSON.parse(data.textContent)), query);
  const place = document.querySelector("#result .place");
  if (place) editor.point(Number(place.dataset.line), Number(place.dataset.column));
}

async function start() {
  const query = editor.value();
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const begun = performance.now();
  const clock = setInterval(() => tell(begun), 200);
  editor.clear();
  outcome.clear();
  cancel.hidden = false;
  tell(begun);
  try {
    const found = await ask(settings.path, query, mine.signal);
    history.pushState({ query }, "", linkTo(query) ?? settings.path);
    await outcome.show(found, query);
    status.textContent = words.say("took", { seconds: seconds(begun) });
  } catch (error) {
    if (running !== mine) return;
    if (error.name === "AbortError") status.textContent = words.say("cancelled");
    else failed(error);
  } finally {
    clearInterval(clock);
    if (running === mine) {
      running = null;
      cancel.hidden = true;
    }
  }
}

function failed(fault) {
  if (fault.code === undefined) throw fault;
  status.textContent = "";
  outcome.fault(fault);
  if (fault.line) editor.point(fault.line, fault.column);
}

function tell(begun) {
  status.textContent = words.say("running", { seconds: seconds(begun) });
}

function seconds(begun) {
  return words.number(Math.round((performance.now() - begun) / 100) / 10);
}

/** The address of the page with a query, which anybody may open; null for one that is too long. */
function linkTo(query) {
  const link = `${settings.path}?${new URLSearchParams({ lang: words.lang, query })}`;
  return link.length > LONGEST_LINK ? null : link;
}

async function copyLink() {
  const link = linkTo(editor.value());
  if (!link) {
    status.textContent = words.say("too_long");
    return;
  }
  const address = new URL(link, location).href;
  const field = el("input", { class: "link", readonly: true, value: address, "aria-label": words.say("share") });
  form.querySelector("input.link")?.remove();
  form.append(field);
  field.select();
  try {
    await navigator.clipboard.writeText(address);
    status.textContent = words.say("copied");
  } catch {
    status.textContent = ""; // It stands there, selected.
  }
}

async function vocabulary() {
  const response = await fetch(`${settings.path}/vocabulary?lang=${words.lang}`, { credentials: "omit" });
  return response.ok ? response.json() : { classes: [], properties: [], terms: [] };
}
