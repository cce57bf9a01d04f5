// Rows with a time as bars on a line of years, from the earliest moment that is said to the latest. A line of more than some thousand years is
// logarithmic backwards from its end, so that a tooth of a mammoth leaves room for the rest; its marks tell.
import { el, svg } from "../dom.js";
import { yearOf } from "../terms.js";
import { cut, fitted, stepFor, ticks } from "./scale.js";

const AT_MOST = 500;
const LANE = 24;
const LETTER = 8;
const LONGEST = 40;
/** Years up to which the line is even. */
const EVEN = 3000;
/** How many years before the end of an uneven line weigh as much as all before them, roughly. */
const RECENT = 100;
/** Where an uneven line may have marks. */
const MARKS = [1900, 1800, 1500, 1000, 500, 1, -999, -1999, -2999, -4999, -9999, -19999, -49999, -99999, -499999, -999999];
const MARK_ROOM = 110;

export function draw({ rows }, shape, terms) {
  const spans = spansOf(rows, shape, terms);
  let magnified = 1;
  const canvas = el("div", { class: "canvas wide", tabindex: 0, role: "region", "aria-label": terms.words.say("timeline") });
  const make = (width) => chart(spans, Math.max(width, 300) * magnified, terms);
  fitted(canvas, make);
  const zoom = (factor) => () => {
    magnified = Math.min(Math.max(magnified * factor, 1), 64);
    canvas.replaceChildren(make(canvas.clientWidth));
  };
  const button = (key, sign, click) => el("button", { type: "button", class: "plain", title: terms.words.say(key), "aria-label": terms.words.say(key), click }, sign);
  const cutOff = rows.length > spans.length ? terms.words.say("first_shown", { n: terms.words.number(spans.length) }) : null;
  return el(
    "figure",
    { class: "drawing" },
    el("p", { class: "actions tools" }, button("closer", "+", zoom(2)), button("farther", "−", zoom(0.5))),
    canvas,
    el("figcaption", { class: "quiet" }, cutOff),
  );
}

function spansOf(rows, shape, terms) {
  const found = [];
  for (const row of rows) {
    const [one, other] = [yearOf(row[shape.begin]), yearOf(row[shape.end])];
    if ((one ?? other) === null || found.length === AT_MOST) continue;
    const [begin, end] = [one ?? other, other ?? one];
    const item = row[shape.item]?.value ?? null;
    found.push({ begin: Math.min(begin, end), end: Math.max(begin, end), item, name: terms.text(row[shape.label] ?? row[shape.item]) });
  }
  return found.sort((one, other) => one.begin - other.begin);
}

function chart(spans, width, terms) {
  const from = Math.min(...spans.map(({ begin }) => begin));
  const to = Math.max(...spans.map(({ end }) => end), from + 1);
  const room = Math.min(240, width / 3);
  const even = to - from <= EVEN;
  const share = even ? (year) => (year - from) / (to - from) : (year) => 1 - Math.log1p((to - year) / RECENT) / Math.log1p((to - from) / RECENT);
  const x = (year) => 8 + share(year) * (width - room - 16);
  const lanes = [];
  const bars = spans.map((span) => bar(span, x, lanes, terms));
  const height = lanes.length * LANE + 40;
  const step = Math.max(stepFor(to - from, Math.max(2, (width - room) / MARK_ROOM)), 1);
  const years = even ? ticks(from, to, step) : apart(MARKS.filter((year) => year > from && year < to), x);
  const axis = years.flatMap((year) => [
    svg("line", { x1: x(year), x2: x(year), y1: 24, y2: height }),
    svg("text", { x: x(year), y: 16, "text-anchor": "middle" }, terms.words.year(year)),
  ]);
  return svg(
    "svg",
    { class: "timeline", viewBox: `0 0 ${width} ${height}`, width, height, role: "group" },
    svg("g", { class: "graticule", "aria-hidden": "true" }, ...axis),
    ...bars,
  );
}

/** Those years whose marks do not run into one another. */
function apart(years, x) {
  const kept = [];
  for (const year of years) if (!kept.length || x(kept.at(-1)) - x(year) > MARK_ROOM) kept.push(year);
  return kept;
}

/** A bar in the first lane that has room for it and its name. */
function bar({ begin, end, item, name }, x, lanes, terms) {
  const [left, right] = [x(begin), Math.max(x(end), x(begin) + 4)];
  const text = cut(name, LONGEST);
  const free = lanes.findIndex((taken) => taken < left);
  const lane = free < 0 ? lanes.length : free;
  lanes[lane] = right + 8 + text.length * LETTER;
  const top = 32 + lane * LANE;
  const years = begin === end ? terms.words.year(begin) : `${terms.words.year(begin)} – ${terms.words.year(end)}`;
  const parts = [
    svg("title", {}, `${name}: ${years}`),
    svg("rect", { x: left, y: top, width: right - left, height: LANE - 10, rx: 2 }),
    svg("text", { x: right + 5, y: top + LANE - 12 }, text),
  ];
  const href = item && terms.address(item);
  return href ? svg("a", { href }, ...parts) : svg("g", {}, ...parts);
}
