// A thought that keeps somebody from asking: tested, rewritten, and tried out with one small question.

import { fillFields, followScales, say, stamp, word } from "./dom.js";
import { follow, foot, pageFor, showCopied } from "./foot.js";

/** @param {any} app @param {string} id */
export function belief(app, id) {
  const { root, at } = stamp("t-belief");
  const page = pageFor(app, id, { kind: "belief", belief: "", thought: "", experiment: { request: null } });
  followScales(root);
  fillFields(at.form, page.payload);
  const saving = app.write({ ...page, form: at.form, status: at.status, onKept: follow(app, at, "gedachte") });
  const showFact = () => {
    const chosen = at.form.elements.belief.value;
    const facts = /** @type {HTMLTemplateElement} */ (document.getElementById("facts"));
    const fact = chosen && facts.content.querySelector(`[data-word="${chosen}"]`);
    at["fact-part"].hidden = !fact;
    at.fact.textContent = fact ? fact.textContent : "";
  };
  at.form.addEventListener("change", (event) => {
    if (event.target.name !== "belief") return;
    showFact();
    suggestThought(at.form, event.target);
  });
  at.ask.href = "#delen";
  at.ask.addEventListener("click", async (event) => {
    event.preventDefault();
    await saving.set({});
    app.returnTo = `#gedachte/${saving.id}`;
    app.go(`delen/${saving.id}`);
  });
  showFact();
  showLink(app, at, page.payload.experiment?.request);
  showCopied(app, at, "gedachte", page.payload);
  foot(app, at, () => saving.id);
  app.show(root);
}

/** The words of the chosen thought are a start; what somebody typed stays. */
function suggestThought(form, radio) {
  const field = form.elements.thought;
  if (radio.value === "own" || field.value.trim()) return;
  field.value = radio.parentElement.textContent.trim();
}

function showLink(app, at, request) {
  const state = request && app.states.get(request);
  say(at.linked, request ? word(state === "closed" ? "linked_closed" : "linked_open") : "");
}
