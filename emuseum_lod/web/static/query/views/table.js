// A result as a table: the one view that every result has.
import { el } from "../dom.js";

/** Rows that are drawn at once; a button draws as many more. */
const AT_ONCE = 500;

export function draw({ columns, rows }, shape, terms) {
  const body = el("tbody");
  const more = el("p", { class: "actions" });
  const add = () => {
    const from = body.rows.length;
    body.append(...rows.slice(from, from + AT_ONCE).map((row) => line(columns, row, terms)));
    const left = rows.length - body.rows.length;
    const label = left > 0 ? terms.words.say("more_rows", { n: terms.words.number(Math.min(left, AT_ONCE)) }) : null;
    more.replaceChildren(...(label ? [el("button", { type: "button", class: "plain", click: add }, label)] : []));
  };
  add();
  const head = el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)));
  const table = el("table", {}, el("thead", {}, head), body);
  return el(
    "div",
    {},
    el("div", { class: "sheet", role: "region", tabindex: 0, "aria-label": terms.words.say("table") }, table),
    more,
  );
}

function line(columns, row, terms) {
  return el("tr", {}, ...columns.map((name) => el("td", {}, ...terms.nodes(row[name]))));
}
