// Round numbers for axes and grids.

/** The step, of 1, 2 or 5 times a power of ten, that divides a range into at most so many parts. */
export function stepFor(range, parts) {
  const rough = range / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough * 0.999);
}

/** The multiples of a step between two numbers. */
export function ticks(from, to, step) {
  const found = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++) found.push(n * step || 0);
  return found;
}

/** A text of at most so many characters. */
export function cut(text, length) {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** A drawing that fills its place: made for the width it has, and again when that changes. */
export function fitted(parent, make) {
  let width = 0;
  new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (!now || now === width) return;
    width = now;
    parent.replaceChildren(make(width));
  }).observe(parent);
  return parent;
}
