// What came of a query, below the form: a result in the views that its shape allows, with its downloads and code, or why there is none.
import { el } from "./dom.js";
import { FORMATS, formOf } from "./form.js";
import { askedView, shapeOf, viewsOf } from "./shape.js";
import { snippets } from "./snippets.js";
import { drawBars, drawLine } from "./views/chart.js";
import { draw as drawImages } from "./views/images.js";
import { draw as drawMap } from "./views/map.js";
import { draw as drawTable } from "./views/table.js";
import { drawGraph, drawTruth } from "./views/text.js";
import { draw as drawTimeline } from "./views/timeline.js";

const VIEWS = { table: drawTable, map: drawMap, timeline: drawTimeline, images: drawImages, bars: drawBars, line: drawLine };

/** Items that are asked about at once, whether they are for demonstration. */
const MARKED = 1000;
const LONGEST_LINK = 7000;

export class Outcome {
  constructor({ path, endpoint, terms, words }) {
    Object.assign(this, { path, endpoint, terms, words });
    this.turn = 0;
  }

  /** Takes away what is shown, and what is about to be. */
  clear() {
    this.turn++;
    document.getElementById("result")?.remove();
  }

  /** Shows a result, as the query asks for it to be seen. */
  async show(found, query) {
    const turn = ++this.turn;
    if (found.kind === "solutions") await this.mark(found);
    if (turn !== this.turn) return;
    this.place(
      el("h2", {}, this.words.say("result"), " ", found.kind === "solutions" ? el("span", { class: "quiet" }, this.words.count("rows", found.rows.length)) : null),
      ...this.content(found, query),
      this.downloads(query),
      this.code(query),
    );
  }

  /** Shows why there is no result. */
  fault({ code, detail, line, column }) {
    const { faults } = this.words.messages;
    const place = line ? el("p", {}, this.words.say("place", { line, column })) : null;
    const section = this.place(el("h2", {}, faults[code] ?? faults.other), place, detail ? el("p", { class: "code", lang: "en" }, detail) : null);
    section.classList.add("fault");
    section.setAttribute("role", "alert");
  }

  place(...children) {
    this.clear();
    const section = el("section", { id: "result" }, ...children);
    document.querySelector("form.query").after(section);
    return section;
  }

  content(found, query) {
    if (found.kind === "large") return [el("p", {}, this.words.say("too_large"))];
    if (found.kind === "truth") return [drawTruth(found.truth, this.words)];
    if (found.kind === "graph") return [drawGraph(found.text, this.words)];
    if (!found.rows.length) return [el("p", {}, this.words.say("nothing"))];
    return this.views(found, query);
  }

  /** The views of some solutions as tabs (WAI-ARIA's pattern): the arrow keys move between them. */
  views(found, query) {
    const shape = shapeOf(found);
    const names = viewsOf(shape, found.rows);
    const panel = el("div", { id: "view", role: "tabpanel" });
    const tabs = names.map((name) =>
      el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "view", click: () => choose(name) }, this.words.say(name)),
    );
    const choose = (name) => {
      tabs.forEach((tab, index) => {
        const chosen = names[index] === name;
        tab.setAttribute("aria-selected", String(chosen));
        tab.tabIndex = chosen ? 0 : -1;
      });
      panel.setAttribute("aria-labelledby", `tab-${name}`);
      panel.replaceChildren(VIEWS[name](found, shape, this.terms));
    };
    const asked = askedView(query);
    choose(names.includes(asked) ? asked : names[0]);
    const move = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
      next.focus();
      next.click();
    };
    const note = this.terms.demonstrations.size ? el("p", { class: "demonstration" }, this.words.say("demonstration_note")) : null;
    return [note, names.length > 1 ? el("div", { class: "tabs", role: "tablist", "aria-label": this.words.say("views"), keydown: move }, ...tabs) : null, panel];
  }

  /** Learns which of the items in a result are for demonstration, so that they are marked wherever they are drawn. */
  async mark({ rows }) {
    const iris = rows.flatMap((row) => Object.values(row).filter(({ type }) => type === "uri").map(({ value }) => this.terms.item(value)));
    const items = [...new Set(iris.filter(Boolean))].slice(0, MARKED);
    if (!items.length) return;
    const response = await fetch(`${this.path}/demonstrations`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(items), credentials: "omit" });
    if (response.ok) for (const item of await response.json()) this.terms.demonstrations.add(item);
  }

  /** The whole result in every format: links, or a form where the query is too long for an address. */
  downloads(query) {
    const formats = FORMATS[formOf(query)] ?? [];
    const address = (format) => `${this.path}?${new URLSearchParams({ query, format })}`;
    const title = el("span", { class: "quiet" }, `${this.words.say("download")}:`);
    if (address("jsonld").length <= LONGEST_LINK) {
      const links = formats.map(([format, name]) => el("a", { href: address(format), download: `result.${format}`, rel: "nofollow" }, name));
      return el("p", { class: "formats" }, title, ...links);
    }
    const buttons = formats.map(([format, name]) => el("button", { class: "plain", name: "format", value: format }, name));
    return el("form", { class: "formats", method: "post", action: this.path, target: "_blank" }, el("input", { type: "hidden", name: "query", value: query }), title, ...buttons);
  }

  /** The query as a program sends it. */
  code(query) {
    const parts = snippets(this.endpoint, query).flatMap(({ name, code }) => {
      const copy = el("button", { type: "button", class: "plain", click: () => copied(copy, code, this.words) }, this.words.say("copy"));
      return [el("h3", {}, name, " ", copy), el("pre", { tabindex: 0 }, el("code", {}, code))];
    });
    return el("details", { class: "code-snippets" }, el("summary", {}, this.words.say("code")), ...parts);
  }
}

async function copied(button, text, words) {
  await navigator.clipboard.writeText(text);
  button.textContent = words.say("copied");
}
