// Rows with a picture as a grid. Only pictures that this service holds are fetched; one that is elsewhere is a link, so that looking at a result tells nobody.
import { el } from "../dom.js";
import { pictureOf } from "../terms.js";

const AT_MOST = 300;

export function draw({ rows }, shape, terms) {
  const shown = rows.filter((row) => pictureOf(row[shape.picture])).slice(0, AT_MOST);
  return el("ul", { class: "cards pictures" }, ...shown.map((row) => card(row, shape, terms)));
}

function card(row, shape, terms) {
  const title = terms.text(row[shape.label] ?? row[shape.item] ?? row[shape.picture]);
  const item = row[shape.item]?.value ?? null;
  return el(
    "li",
    { class: "card" },
    el("div", { class: "thumb" }, picture(pictureOf(row[shape.picture]), title, terms)),
    item ? terms.link(item, el("bdi", { class: "title" }, title)) : el("bdi", { class: "title" }, title),
    " ",
    item ? terms.badge(item) : null,
  );
}

function picture(iri, title, terms) {
  const address = terms.address(iri);
  if (address?.startsWith("/")) return el("a", { href: address }, el("img", { src: address, alt: title, loading: "lazy" }));
  return el("p", { class: "elsewhere" }, terms.link(iri, terms.words.say("picture_elsewhere")));
}
