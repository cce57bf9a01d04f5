// Terms of a result as they are read: shortened names, links to what may be followed, texts in their language.
import { el } from "./dom.js";

const LANGUAGE = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/;
const XSD = "http://www.w3.org/2001/XMLSchema#";
/** Datatypes that a value's looks tell already. */
const PLAIN = new Set(["string", "integer", "decimal", "double", "boolean", "date", "dateTime", "anyURI"].map((name) => XSD + name));
const NUMBERS = new Set(
  ["integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger", "positiveInteger"].map((name) => XSD + name),
);
const TIMES = new Set(["dateTime", "date", "gYear", "gYearMonth"].map((name) => XSD + name));

/** What terms are shown with: our base IRI and the path of our root, prefixes, the items that are for demonstration, words. */
export class Terms {
  constructor({ base, root, prefixes, words }) {
    this.base = base;
    this.root = root;
    this.words = words;
    this.prefixes = Object.entries(prefixes).sort(([, one], [, other]) => other.length - one.length);
    this.demonstrations = new Set();
  }

  /** An IRI with a prefix, or without our base. */
  shortened(iri) {
    if (iri.startsWith(this.base)) return iri.slice(this.base.length);
    const fit = this.prefixes.find(([, start]) => iri.startsWith(start) && iri.length > start.length);
    return fit ? `${fit[0]}:${iri.slice(fit[1].length)}` : iri;
  }

  /** The address that an IRI is followed at: ours as a path, others by http or https, nothing else at all. */
  address(iri) {
    const path = iri.startsWith(this.base) ? iri.slice(this.base.length) : null;
    // What begins with a slash would name another host.
    if (path !== null && !/^\/|[\\\s]/.test(path)) return `${this.root}/${path}`;
    try {
      const url = new URL(iri);
      return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
    } catch {
      return null;
    }
  }

  /** The item of ours that an IRI names, or is a part of; null for any other. */
  item(iri) {
    return iri.startsWith(`${this.base}id/`) ? iri.split("#")[0] : null;
  }

  /** A term as text alone. */
  text(term) {
    if (!term) return "";
    if (term.type === "uri") return this.shortened(term.value);
    return term.type === "bnode" ? `_:${term.value}` : String(term.value);
  }

  /** A link around some content, where the IRI is one to follow; the content by itself otherwise. */
  link(iri, ...content) {
    const href = this.address(iri);
    const rel = href?.startsWith("/") ? null : "noopener noreferrer nofollow";
    return href ? el("a", { href, rel }, ...content) : el("span", {}, ...content);
  }

  /** The mark of what is for demonstration, where an IRI is of such an item. */
  badge(iri) {
    return this.demonstrations.has(this.item(iri)) ? el("em", { class: "badge" }, this.words.say("demonstration")) : null;
  }

  /** A term as nodes of a page. */
  nodes(term) {
    if (!term) return [];
    if (term.type === "uri") {
      const badge = this.badge(term.value);
      return [this.link(term.value, el("bdi", {}, this.text(term))), ...(badge ? [" ", badge] : [])];
    }
    const lang = LANGUAGE.test(term["xml:lang"] ?? "") ? term["xml:lang"] : null;
    const datatype = term.datatype && !PLAIN.has(term.datatype) ? this.shortened(term.datatype) : null;
    const note = lang ?? datatype;
    const text = el("bdi", { lang }, this.text(term));
    return note ? [text, " ", el("span", { class: "quiet" }, note)] : [text];
  }
}

/** The number that a literal is; null for any other term. */
export function numberOf(term) {
  if (term?.type !== "literal" || !NUMBERS.has(term.datatype)) return null;
  const number = Number(term.value);
  return Number.isFinite(number) ? number : null;
}

/** The moment that a literal is, in years (astronomical: 0 is 1 BCE), months and days being parts of one; null for any other term. */
export function yearOf(term) {
  if (term?.type !== "literal" || !TIMES.has(term.datatype)) return null;
  const match = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(term.value);
  if (!match) return null;
  return Number(match[1]) + (Number(match[2] ?? 1) - 1) / 12 + (Number(match[3] ?? 1) - 1) / 366;
}

/** The point that a literal is (WKT of GeoSPARQL, WGS 84: longitude first), as `{longitude, latitude}`; null for any other term. */
export function pointOf(term) {
  if (term?.type !== "literal") return null;
  const match = /^\s*(?:<[^>]*>)?\s*POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*$/i.exec(term.value);
  return match ? onEarth(Number(match[1]), Number(match[2])) : null;
}

/** A point of two numbers in degrees; null where they are none on the Earth. */
export function onEarth(longitude, latitude) {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : null;
}

/** The address of the picture that a term is, by the end of its path; null for any other term. */
export function pictureOf(term) {
  if (term?.type !== "uri" && term?.datatype !== `${XSD}anyURI`) return null;
  return /^[^?#]+\.(jpe?g|png|gif|webp)([?#]|$)/i.test(term.value) ? term.value : null;
}
