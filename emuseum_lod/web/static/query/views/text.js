// What is no table: yes or no, and graphs as they are written.
import { el } from "../dom.js";

/** Characters of a graph that are shown; the downloads have all of it. */
const AT_MOST = 200_000;

export function drawTruth(truth, words) {
  return el("p", { class: "truth" }, words.say(truth ? "yes" : "no"));
}

export function drawGraph(text, words) {
  const cut = text.length > AT_MOST ? el("p", { class: "quiet" }, words.say("graph_cut")) : null;
  return el("div", {}, el("pre", { tabindex: 0 }, el("code", {}, text.slice(0, AT_MOST))), cut);
}
