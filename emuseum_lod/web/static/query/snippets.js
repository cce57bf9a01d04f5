// The query as a program sends it, for those who go on in a shell, in Python or in R.
import { formOf } from "./form.js";

/** What is shown, in this order: `{name, code}`. Results with rows come as a table, the others as text. */
export function snippets(endpoint, query) {
  const tabular = formOf(query) === "SELECT";
  const accept = tabular ? "text/csv" : "*/*";
  return [
    { name: "curl", code: curl(endpoint, query, accept) },
    { name: "Python", code: python(endpoint, query, accept, tabular) },
    { name: "R", code: r(endpoint, query, accept, tabular) },
  ];
}

function curl(endpoint, query, accept) {
  return `curl -H 'Accept: ${accept}' --data-urlencode ${shell(`query=${query.trimEnd()}`)} ${shell(endpoint)}\n`;
}

function python(endpoint, query, accept, tabular) {
  return [
    ...(tabular ? ["import io", "", "import pandas"] : []),
    "import requests",
    "",
    `query = ${pythonText(query)}`,
    "answer = requests.post(",
    `    ${JSON.stringify(endpoint)}, data={"query": query}, headers={"Accept": "${accept}"}, timeout=60`,
    ")",
    "answer.raise_for_status()",
    tabular ? "table = pandas.read_csv(io.StringIO(answer.text))\nprint(table)" : "print(answer.text)",
    "",
  ].join("\n");
}

function r(endpoint, query, accept, tabular) {
  return [
    "library(httr2)",
    "",
    `query <- ${rText(query)}`,
    `answer <- request(${JSON.stringify(endpoint)}) |>`,
    `  req_headers(Accept = "${accept}") |>`,
    "  req_body_form(query = query) |>",
    "  req_perform() |>",
    "  resp_body_string()",
    tabular ? "table <- readr::read_csv(I(answer))\nprint(table)" : "cat(answer)",
    "",
  ].join("\n");
}

function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

// JSON's escapes are Python's too, but for characters beyond the plane, which both write as they are.
function pythonText(text) {
  return text.includes('"""') || text.includes("\\") ? JSON.stringify(text) : `"""${text.trimEnd()}\n"""`;
}

// A raw string ends at )---" alone.
function rText(text) {
  return text.includes(')---"') ? JSON.stringify(text) : `r"---(${text.trimEnd()}\n)---"`;
}
