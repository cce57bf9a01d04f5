// What is suggested for the word that is being written: names of the profile, and terms of the vocabularies by what they are called.

/** Suggestions that are shown at once. */
const AT_MOST = 40;

/**
 * The suggestions for a word, best first: `{text, label, kind, note}`, where `text` is what is written into the query.
 * After `a` only classes fit. A word with a colon is the beginning of a name; without one it is looked for in names and labels.
 */
export function suggestions(vocabulary, word, afterA = false) {
  const wanted = word.toLowerCase().replace(/^</, "");
  if (!wanted) return [];
  const names = [
    ...vocabulary.classes.map((each) => entry(each, "class")),
    ...(afterA ? [] : vocabulary.properties.map((each) => entry(each, "property"))),
  ];
  const terms = afterA || wanted.includes(":") ? [] : vocabulary.terms.map(term);
  return [...names, ...terms]
    .map((each) => [rank(each, wanted), each])
    .filter(([fit]) => fit < Infinity)
    .sort(([one, a], [other, b]) => one - other || a.label.localeCompare(b.label))
    .slice(0, AT_MOST)
    .map(([, each]) => each);
}

function entry({ name, label, note }, kind) {
  return { text: name, label, kind, note, found: [name, name.slice(name.indexOf(":") + 1), label] };
}

function term({ iri, label, scheme, words }) {
  return { text: `<${iri}>`, label, kind: "term", note: scheme, found: [label, ...words] };
}

/** How well a suggestion fits: 0 for one that begins so, more for one that has a word that does, or has it anywhere. */
function rank({ found }, wanted) {
  const fits = found.map((text) => {
    const at = text.toLowerCase().indexOf(wanted);
    if (at < 0) return Infinity;
    if (at === 0) return text.length === wanted.length ? 0 : 1;
    return /[\s_:-]/.test(text[at - 1]) ? 2 : 3;
  });
  return Math.min(...fits);
}
