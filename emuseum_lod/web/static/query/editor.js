// The editor of queries: YASQE where it was fetched (frontend/README.md), the page's plain field otherwise. Nothing of it asks anybody but us.
import { suggestions } from "./completion.js";
import { el } from "./dom.js";

/** Characters of a word from which on suggestions are shown by themselves. */
const FROM = 2;

/**
 * An editor in place of a text field: `{value(), write(text), point(line, column), clear()}`; `run` is called for Ctrl+Enter.
 * `vocabulary` is called once, when the first word is written; `prefixes` are those that need not be declared.
 */
export function editorOf(field, { vocabulary, prefixes, words, run }) {
  return window.Yasqe ? rich(field, vocabulary, prefixes, words, run) : plain(field, run);
}

function plain(field, run) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  });
  return {
    value: () => field.value,
    write: (text) => { field.value = text; },
    point: (line, column) => {
      const before = field.value.split("\n").slice(0, line - 1).join("\n");
      const at = (line > 1 ? before.length + 1 : 0) + column - 1;
      field.focus();
      field.setSelectionRange(at, at + 1);
    },
    clear: () => {},
  };
}

function rich(field, vocabulary, prefixes, words, run) {
  const { Yasqe } = window;
  // Its own completers of prefixes, classes and properties ask other services; what they suggest is not ours.
  for (const name of Object.keys(Yasqe.Autocompleters)) if (name !== "variables") delete Yasqe.Autocompleters[name];
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.registerAutocompleter(completer(vocabulary, words), true);
  const parent = el("div", { class: "editor" });
  field.after(parent);
  field.hidden = true;
  const yasqe = new Yasqe(parent, {
    value: "",
    prefixCcApi: null,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    screenReaderLabel: field.labels[0]?.textContent,
    // Without Tab, which has to lead out of the field (WCAG 2.2, §2.1.2).
    extraKeys: {
      "Ctrl-Space": (editor) => editor.autocomplete(),
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-/": (editor) => editor.commentLines(),
      Tab: false,
      "Shift-Tab": false,
    },
  });
  knowing(yasqe, prefixes);
  yasqe.setValue(field.value);
  let marked = null;
  const clear = () => {
    if (marked !== null) yasqe.removeLineClass(marked, "background", "wrong");
    marked = null;
  };
  // The field stays what the form sends.
  yasqe.on("change", () => {
    field.value = yasqe.getValue();
    clear();
  });
  return {
    value: () => yasqe.getValue(),
    write: (text) => yasqe.setValue(text),
    point: (line, column) => {
      clear();
      marked = yasqe.addLineClass(line - 1, "background", "wrong");
      yasqe.setCursor({ line: line - 1, ch: column - 1 });
      yasqe.focus();
    },
    clear,
  };
}

/** Lets YASQE's parser begin with our prefixes declared: it would mark a query that uses them as wrong, and the endpoint answers it. */
function knowing(yasqe, prefixes) {
  const mode = yasqe.getDoc().getMode();
  const begin = mode.startState.bind(mode);
  mode.startState = (...indentation) => {
    const state = begin(...indentation);
    state.prefixes = { ...prefixes, ...state.prefixes };
    return state;
  };
}

/** What YASQE is told of our vocabulary. */
function completer(vocabulary, words) {
  let known = null;
  let found = [];
  return {
    name: "catalogue",
    bulk: false,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => {
      const { type } = yasqe.getTokenAt(yasqe.getCursor());
      return wordBefore(yasqe).length >= FROM && type !== "comment" && type !== "string";
    },
    // The parser takes a word of Kazakh or Russian apart, letter by letter: it stands in no query by itself.
    preProcessToken: (yasqe, token) => {
      const { ch } = yasqe.getCursor();
      return { ...token, string: wordBefore(yasqe), from: { ch: ch - wordBefore(yasqe).length }, to: { ch } };
    },
    get: async (yasqe, token) => {
      known ??= vocabulary();
      const before = yasqe.getLine(yasqe.getCursor().line).slice(0, token.from.ch);
      found = suggestions(await known, token.string, /(^|\s)(a|rdf:type)\s+$/.test(before));
      return found.map(({ text }) => text);
    },
    postprocessHints: (yasqe, hints) =>
      hints.map((hint, index) => ({ ...hint, render: (row) => row.append(...shown(found[index], words)) })),
  };
}

/** What has been written of a word up to the cursor; nothing of a variable. */
function wordBefore(yasqe) {
  const { line, ch } = yasqe.getCursor();
  return /(?<![?$\p{L}\p{N}_:-])[\p{L}\p{N}_:-]+$/u.exec(yasqe.getLine(line).slice(0, ch))?.[0] ?? "";
}

function shown({ text, label, kind, note }, words) {
  const name = kind === "term" ? label : text;
  const more = kind === "term" ? note : [label, note].filter(Boolean).join(" – ");
  return [el("b", {}, name), " ", el("span", { class: "quiet" }, more), " ", el("i", {}, words.say(kind))];
}
