// Rows with a place as points on a map of our own: a graticule, the points sized by a number, and no tiles from anywhere.
import { el, svg } from "../dom.js";
import { placeOf } from "../shape.js";
import { numberOf } from "../terms.js";
import { cut, fitted, stepFor, ticks } from "./scale.js";

const AT_MOST = 3000;
/** Points whose names are written beside them, where there is room. */
const NAMED = 60;
/** Radii, on a map as wide as a desk's; a phone's are smaller. */
const SMALLEST = 4;
const LARGEST = 22;
const USUAL = 6;
const DESK = 1000;
/** Degrees of longitude that a map of one point shows. */
const NARROWEST = 4;

export function draw({ rows }, shape, terms) {
  const points = pointsOf(rows, shape, terms);
  const whole = frameOf(points);
  let frame = whole;
  const canvas = fitted(el("div", { class: "canvas" }), (width) => chart(points, frame, width, terms));
  const show = (next) => {
    frame = next;
    canvas.replaceChildren(chart(points, frame, canvas.clientWidth, terms));
  };
  const zoom = (factor) => () => show({ ...frame, span: Math.min(frame.span * factor, 360) });
  dragging(canvas, () => frame, show);
  const button = (key, sign, click) => el("button", { type: "button", class: "plain", title: terms.words.say(key), "aria-label": terms.words.say(key), click }, sign);
  return el(
    "figure",
    { class: "drawing" },
    el("p", { class: "actions tools" }, button("closer", "+", zoom(1 / 1.6)), button("farther", "−", zoom(1.6)), button("whole", "⤢", () => show(whole))),
    canvas,
    el("figcaption", { class: "quiet" }, terms.words.count("points", points.length), " ", missing(rows, points, terms.words)),
  );
}

function pointsOf(rows, shape, terms) {
  const found = [];
  for (const row of rows) {
    const place = placeOf(row, shape);
    if (!place || found.length === AT_MOST) continue;
    const amount = numberOf(row[shape.numbers[0]]);
    const item = row[shape.item]?.value ?? null;
    found.push({ ...place, amount, item, name: terms.text(row[shape.label] ?? row[shape.item]) });
  }
  const largest = Math.max(...found.map(({ amount }) => amount ?? 0), 1);
  for (const point of found) {
    point.radius = point.amount === null ? USUAL : SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.max(point.amount, 0) / largest);
  }
  return found.sort((one, other) => other.radius - one.radius);
}

/** The centre, and how many degrees of longitude are seen. */
function frameOf(points) {
  if (!points.length) return { longitude: 67, latitude: 48, span: 50 };
  const range = (key) => [Math.min(...points.map((point) => point[key])), Math.max(...points.map((point) => point[key]))];
  const [[west, east], [south, north]] = [range("longitude"), range("latitude")];
  const latitude = (south + north) / 2;
  // A degree of latitude is as long as 1 / cos of longitude; the map is about twice as wide as it is high.
  const span = Math.max(east - west, ((north - south) / Math.cos((latitude * Math.PI) / 180)) * 2, NARROWEST) * 1.25;
  return { longitude: (west + east) / 2, latitude, span: Math.min(span, 360) };
}

function chart(points, frame, width, terms) {
  const height = Math.round(Math.max(width * 0.5, Math.min(width, 320)));
  const scale = width / frame.span;
  const stretch = scale / Math.cos((Math.max(-80, Math.min(80, frame.latitude)) * Math.PI) / 180);
  const x = (longitude) => width / 2 + (longitude - frame.longitude) * scale;
  const y = (latitude) => height / 2 - (latitude - frame.latitude) * stretch;
  const names = svg("g", { class: "labels" });
  const seen = points
    .map((point) => ({ ...point, left: x(point.longitude), top: y(point.latitude), radius: Math.max(point.radius * Math.min(width / DESK, 1), SMALLEST) }))
    .filter(({ left, top }) => left >= 0 && left <= width && top >= 0 && top <= height);
  const taken = seen.map(({ left, top, radius }) => ({ from: left - radius, to: left + radius, top: top - radius, bottom: top + radius }));
  for (const point of seen) name(point, width, taken, names);
  const marks = seen.map((point) => mark(point, terms));
  return svg(
    "svg",
    { class: "map", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": terms.words.say("map") },
    graticule(frame, width, height, x, y),
    svg("g", {}, ...marks),
    names,
  );
}

function graticule(frame, width, height, x, y) {
  const step = Math.max(stepFor(frame.span, Math.max(3, width / 140)), 0.01);
  const longitudes = ticks(Math.max(frame.longitude - frame.span / 2, -180), Math.min(frame.longitude + frame.span / 2, 180), step);
  const high = (frame.span * height) / width;
  const latitudes = ticks(Math.max(frame.latitude - high / 2, -90), Math.min(frame.latitude + high / 2, 90), step);
  const degrees = (value, ends) => `${Number(Math.abs(value).toFixed(2))}°${value === 0 ? "" : ends[value > 0 ? 1 : 0]}`;
  return svg(
    "g",
    { class: "graticule", "aria-hidden": "true" },
    ...longitudes.map((each) => svg("line", { x1: x(each), x2: x(each), y1: 0, y2: height })),
    ...latitudes.map((each) => svg("line", { x1: 0, x2: width, y1: y(each), y2: y(each) })),
    ...longitudes.map((each) => svg("text", { x: x(each) + 4, y: height - 6 }, degrees(each, "WE"))),
    ...latitudes.filter((each) => y(each) < height - 24).map((each) => svg("text", { x: 4, y: y(each) - 4 }, degrees(each, "SN"))),
  );
}

function mark(point, terms) {
  const words = [point.name, point.amount === null ? null : terms.words.number(point.amount)].filter(Boolean).join(": ");
  const circle = svg("circle", { cx: point.left, cy: point.top, r: point.radius }, svg("title", {}, words));
  const href = point.item && terms.address(point.item);
  return href ? svg("a", { href, "aria-label": words }, circle) : circle;
}

/** Writes the name of a point beside it, where it covers no other name and no point. */
function name(point, width, taken, names) {
  const { left, top } = point;
  if (names.childElementCount === NAMED || !point.name) return;
  const text = cut(point.name, 28);
  const long = text.length * 7;
  const before = left + point.radius + long > width;
  const from = before ? left - point.radius - 4 - long : left + point.radius + 4;
  const box = { from, to: from + long, top: top - 8, bottom: top + 8 };
  if (taken.some((other) => other.from < box.to && box.from < other.to && other.top < box.bottom && box.top < other.bottom)) return;
  taken.push(box);
  names.append(svg("text", { x: before ? left - point.radius - 4 : from, y: top + 4, "text-anchor": before ? "end" : "start" }, text));
}

function missing(rows, points, words) {
  return rows.length > points.length ? words.say("without_place", { n: words.number(rows.length - points.length) }) : null;
}

/** Lets the map be dragged; a press that does not move stays a click. */
function dragging(canvas, frame, show) {
  let from = null;
  canvas.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY, frame: frame() };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const degrees = from.frame.span / canvas.clientWidth;
    const [right, down] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.abs(right) + Math.abs(down) < 4) return;
    show({ ...from.frame, longitude: from.frame.longitude - right * degrees, latitude: from.frame.latitude + down * degrees * Math.cos((from.frame.latitude * Math.PI) / 180) });
  });
  for (const end of ["pointerup", "pointerleave"]) canvas.addEventListener(end, () => { from = null; });
}
