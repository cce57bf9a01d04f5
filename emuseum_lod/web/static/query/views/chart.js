// Numbers as bars, each with its name and value, or as a line over numbers or years.
import { el, svg } from "../dom.js";
import { numberOf, yearOf } from "../terms.js";
import { cut, fitted, stepFor, ticks } from "./scale.js";

const AT_MOST = 100;
const ROW = 26;

export function drawBars({ rows }, shape, terms) {
  const column = shape.numbers[0];
  const bars = rows
    .map((row) => ({ name: nameOf(row, shape, terms), item: row[shape.item]?.value ?? null, value: numberOf(row[column]) }))
    .filter(({ value }) => value !== null)
    .slice(0, AT_MOST);
  const cutOff = rows.length > bars.length ? terms.words.say("first_shown", { n: terms.words.number(bars.length) }) : null;
  return figure((width) => barChart(bars, width, terms), column, cutOff);
}

export function drawLine({ rows }, shape, terms) {
  const along = shape.numbers.length > 1 ? shape.numbers[0] : shape.begin;
  const column = shape.numbers.length > 1 ? shape.numbers[1] : shape.numbers[0];
  const points = rows
    .map((row) => ({ x: numberOf(row[along]) ?? yearOf(row[along]), y: numberOf(row[column]) }))
    .filter(({ x, y }) => x !== null && y !== null)
    .sort((one, other) => one.x - other.x);
  const told = along === shape.begin ? (x) => terms.words.year(x) : (x) => terms.words.number(x);
  return figure((width) => lineChart(points, width, told, terms.words), `${column} / ${along}`, null);
}

function figure(make, columns, note) {
  const caption = el("figcaption", {}, el("span", { class: "code" }, columns), note ? " " : null, note);
  return el("figure", { class: "drawing" }, fitted(el("div", { class: "canvas" }), make), caption);
}

function nameOf(row, shape, terms) {
  const texts = shape.texts.map((name) => terms.text(row[name])).filter(Boolean);
  return texts.join(" · ") || terms.text(row[shape.item]);
}

function barChart(bars, width, terms) {
  const names = Math.min(Math.max(...bars.map(({ name }) => name.length), 4) * 7.6 + 12, width * 0.42);
  const least = Math.min(0, ...bars.map(({ value }) => value));
  const most = Math.max(...bars.map(({ value }) => value), least + 1e-9);
  const scale = (width - names - 80) / (most - least);
  const zero = names - least * scale;
  const height = bars.length * ROW + 8;
  const drawn = bars.map(({ name, item, value }, index) => {
    const middle = 4 + index * ROW + ROW / 2;
    const left = Math.min(zero, zero + value * scale);
    const title = svg("title", {}, `${name}: ${terms.words.number(value)}`);
    const parts = [
      title,
      svg("text", { x: names - 8, y: middle + 5, "text-anchor": "end" }, cut(name, Math.floor((names - 8) / 7.4))),
      svg("rect", { x: left, y: middle - ROW * 0.35, width: Math.max(Math.abs(value) * scale, 1), height: ROW * 0.7, rx: 2 }),
      svg("text", { class: "value", x: Math.max(zero, zero + value * scale) + 6, y: middle + 5 }, terms.words.number(value)),
    ];
    const href = item && terms.address(item);
    return href ? svg("a", { href }, ...parts) : svg("g", {}, ...parts);
  });
  return svg("svg", { class: "bars", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": terms.words.say("bars") }, ...drawn);
}

function lineChart(points, width, told, words) {
  const height = Math.round(Math.max(width * 0.45, 260));
  const range = (key, from) => [Math.min(from, ...points.map((point) => point[key])), Math.max(from, ...points.map((point) => point[key]))];
  const [[left, right], [low, high]] = [range("x", points[0]?.x ?? 0), range("y", 0)];
  const x = (value) => 64 + ((value - left) / (right - left || 1)) * (width - 96);
  const y = (value) => height - 36 - ((value - low) / (high - low || 1)) * (height - 60);
  const across = ticks(left, right, stepFor(right - left || 1, Math.max(2, width / 130)));
  const up = ticks(low, high, stepFor(high - low || 1, 6));
  return svg(
    "svg",
    { class: "line", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": words.say("line") },
    svg(
      "g",
      { class: "graticule", "aria-hidden": "true" },
      ...up.map((each) => svg("line", { x1: 64, x2: width - 32, y1: y(each), y2: y(each) })),
      ...up.map((each) => svg("text", { x: 56, y: y(each) + 5, "text-anchor": "end" }, words.number(each))),
      ...across.map((each) => svg("text", { x: x(each), y: height - 12, "text-anchor": "middle" }, told(each))),
    ),
    svg("polyline", { points: points.map((point) => `${x(point.x)},${y(point.y)}`).join(" ") }),
    ...points.map((point) => svg("circle", { cx: x(point.x), cy: y(point.y), r: 4 }, svg("title", {}, `${told(point.x)}: ${words.number(point.y)}`))),
  );
}
