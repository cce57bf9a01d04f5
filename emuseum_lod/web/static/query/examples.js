// The list of examples is narrowed while one types; without scripts the form asks the server.
import { narrow } from "./chooser.js";

const field = document.getElementById("find");
const items = [...document.querySelectorAll("li[data-found]")];
field.addEventListener("input", () => narrow(items, field.value));
