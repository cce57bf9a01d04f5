// Asks the endpoint as any program does: by the SPARQL 1.1 Protocol, with POST. Aborting the request closes the connection, which ends the query.
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.8";

/** What a page can hold. A larger result is for the downloads. */
export const MAX_BYTES = 16 * 1024 * 1024;

/** Why there is no result: a problem document's `code`, `detail`, `line` and `column`; `code` is "network" where nobody answered. */
export class Fault extends Error {
  constructor(code, detail = "", line = 0, column = 0) {
    super(detail || code);
    Object.assign(this, { code, detail, line, column });
  }
}

/**
 * The result of a query: `{kind: "solutions", columns, rows}` with terms as in SPARQL's JSON format, `{kind: "truth", truth}`, `{kind: "graph", text}`
 * or `{kind: "large"}`. Throws a Fault, or an AbortError when it was cancelled.
 */
export async function ask(endpoint, query, signal) {
  const ended = new AbortController();
  const response = await answered(() =>
    fetch(endpoint, {
      method: "POST",
      headers: { Accept: ACCEPT, "Content-Type": "application/sparql-query" },
      body: query,
      credentials: "omit",
      signal: AbortSignal.any([signal, ended.signal]),
    }),
  );
  const text = await answered(() => read(response));
  if (text === null) {
    ended.abort();
    return { kind: "large" };
  }
  if (!response.ok) throw fault(response, text);
  return (response.headers.get("Content-Type") ?? "").startsWith("application/sparql-results+json")
    ? result(JSON.parse(text))
    : { kind: "graph", text };
}

/** A result in SPARQL's JSON format as the views take it. */
export function result(said) {
  if ("boolean" in said) return { kind: "truth", truth: said.boolean === true };
  return { kind: "solutions", columns: said.head.vars, rows: said.results.bindings };
}

async function answered(step) {
  try {
    return await step();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Fault("network", String(error.message));
  }
}

async function read(response) {
  const decoder = new TextDecoder();
  const parts = [];
  let bytes = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return parts.join("") + decoder.decode();
    bytes += value.length;
    if (bytes > MAX_BYTES) return null;
    parts.push(decoder.decode(value, { stream: true }));
  }
}

function fault(response, text) {
  try {
    const said = JSON.parse(text);
    return new Fault(said.code, said.detail, said.line, said.column);
  } catch {
    return new Fault("network", `${response.status}`);
  }
}
