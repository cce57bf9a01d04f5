// What can be told of a query without understanding it.

/** IRIs, strings and comments, in which words mean nothing. */
const OPAQUE =
  /<[^<>\s"{}|^`\\]*>|"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g;

/** The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; null where none is to be seen. */
export function formOf(query) {
  return /(?<![\w?$:-])(select|ask|construct|describe)(?![\w:-])/i.exec(query.replace(OPAQUE, " "))?.[1].toUpperCase() ?? null;
}

/** The formats that each form is answered in: what `format=` names, and what people call it. */
const SOLUTIONS = [["csv", "CSV"], ["tsv", "TSV"], ["json", "JSON"], ["xml", "XML"]];
const GRAPH = [["ttl", "Turtle"], ["nt", "N-Triples"], ["rdf", "RDF/XML"], ["jsonld", "JSON-LD"]];
export const FORMATS = { SELECT: SOLUTIONS, ASK: SOLUTIONS.slice(2), CONSTRUCT: GRAPH, DESCRIBE: GRAPH };
