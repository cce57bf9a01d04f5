// Which views a result can have, told by its shape: what its columns hold.
import { numberOf, onEarth, pictureOf, pointOf, yearOf } from "./terms.js";

/** Rows that are looked at to tell what a column holds. */
const SAMPLE = 200;

/** The names that `#defaultView:` has for our views; the rest of the Wikidata Query Service's are shown as a table. */
const ASKED = { Map: "map", Timeline: "timeline", ImageGrid: "images", BarChart: "bars", LineChart: "line", Table: "table" };

/** What each column of some solutions is for. `label` and `item` name what a row is about; a column may be null. */
export function shapeOf({ columns, rows }) {
  const sample = rows.slice(0, SAMPLE);
  const holds = (test) => columns.filter((name) => isMostly(sample, name, test));
  const numbers = holds((term) => numberOf(term) !== null);
  const times = holds((term) => yearOf(term) !== null);
  const pictures = holds((term) => pictureOf(term) !== null);
  const degrees = [/^lat/i, /^lon/i].map((like) => numbers.find((name) => like.test(name)));
  const [latitude, longitude] = degrees.every(Boolean) ? degrees : [null, null];
  const texts = holds((term) => term.type === "literal" && !term.datatype && pointOf(term) === null);
  const iris = holds((term) => term.type === "uri").filter((name) => !pictures.includes(name));
  return {
    point: holds((term) => pointOf(term) !== null)[0] ?? null,
    latitude,
    longitude,
    begin: times[0] ?? null,
    end: times[1] ?? null,
    picture: pictures[0] ?? null,
    numbers: numbers.filter((name) => name !== latitude && name !== longitude),
    texts,
    label: texts[0] ?? null,
    item: iris[0] ?? null,
  };
}

/** The views that a shape allows, the table first. */
export function viewsOf(shape, rows) {
  const named = shape.label ?? shape.item;
  return [
    "table",
    ...(shape.point || shape.latitude ? ["map"] : []),
    ...(shape.begin ? ["timeline"] : []),
    ...(shape.picture ? ["images"] : []),
    ...(named && shape.numbers.length && rows.length > 1 ? ["bars"] : []),
    ...(shape.numbers.length > 1 || (shape.begin && shape.numbers.length) ? ["line"] : []),
  ];
}

/** The view that a query asks for (`#defaultView:Map`); null where it asks for none. */
export function askedView(query) {
  return ASKED[/^\s*#\s*defaultView:(\w+)/m.exec(query)?.[1]] ?? null;
}

/** Where a row is on the map; null where that is not known. */
export function placeOf(row, shape) {
  if (shape.point) return pointOf(row[shape.point]);
  const [longitude, latitude] = [numberOf(row[shape.longitude]), numberOf(row[shape.latitude])];
  return longitude === null || latitude === null ? null : onEarth(longitude, latitude);
}

function isMostly(rows, name, test) {
  const bound = rows.map((row) => row[name]).filter((term) => term !== undefined);
  return bound.length > 0 && bound.filter(test).length > bound.length / 2;
}
