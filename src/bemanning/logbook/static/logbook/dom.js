// Building pages from the <template>s that the server sent. Words of a person go in as text, never as markup.

/** @typedef {{root: HTMLElement, at: Record<string, any>}} Stamp  A copy of a template, and its parts by name. */

/** @param {string} id @returns {Stamp} */
export function stamp(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  const root = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
  const at = {};
  for (const part of root.querySelectorAll("[data-at]")) at[/** @type {HTMLElement} */ (part).dataset.at] = part;
  return { root, at };
}

/** A sentence of the page, with its {gaps} filled. @param {string} name @param {Record<string, any>} [gaps] */
export function word(name, gaps = {}) {
  const words = /** @type {HTMLTemplateElement} */ (document.getElementById("words"));
  const found = words.content.querySelector(`[data-word="${name}"]`);
  if (!found) throw new Error(`no word ${name}`);
  return found.textContent.trim().replace(/\{(\w+)\}/g, (_all, gap) => String(gaps[gap]));
}

/** A small element. @param {string} tag @param {Record<string, string>} [attributes] @param {(Node|string)[]} inside */
export function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

/** @param {string} iso @param {"long"|"short"} [style] */
export function dateWords(iso, style = "long") {
  const options =
    style === "long"
      ? { weekday: "long", day: "numeric", month: "long", year: "numeric" }
      : { day: "numeric", month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(document.documentElement.lang, /** @type {any} */ (options)).format(new Date(iso));
}

/** Say something in a part that screen readers follow; empty hides it. @param {HTMLElement} part @param {string} text */
export function say(part, text) {
  part.textContent = text;
  part.hidden = text === "";
}

/** Do something slow behind a button, once at a time. @param {HTMLButtonElement} button @param {() => Promise<any>} work */
export async function busy(button, work) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** What stands in the named fields of a form; "experiment.question" is a field of a part.
 * @param {HTMLFormElement} form */
export function fieldsOf(form) {
  const found = {};
  for (const field of /** @type {any} */ (form.elements)) {
    if (!field.name || (field.type === "radio" && !field.checked)) continue;
    if (field.dataset.optional !== undefined && field.dataset.touched === undefined) continue;
    const [part, inner] = field.name.split(".");
    const value = field.type === "range" ? Number(field.value) : field.value;
    if (inner) found[part] = { ...found[part], [inner]: value };
    else found[part] = value;
  }
  return found;
}

/** Put a payload into the fields of a form. @param {HTMLFormElement} form @param {any} payload */
export function fillFields(form, payload) {
  for (const field of /** @type {any} */ (form.elements)) {
    if (!field.name) continue;
    const [part, inner] = field.name.split(".");
    const value = inner ? payload[part]?.[inner] : payload[part];
    if (field.type === "radio") field.checked = field.value === value;
    else if (value !== undefined && value !== null) {
      field.value = value;
      if (field.dataset.optional !== undefined) field.dataset.touched = "";
    }
    if (field.type === "range") showScale(field);
  }
}

/** Show the figure beside a scale, and follow it. @param {HTMLElement} root */
export function followScales(root) {
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('input[type="range"]'))) {
    field.addEventListener("input", () => {
      field.dataset.touched = "";
      showScale(field);
    });
    showScale(field);
  }
}

/** @param {HTMLInputElement} field */
function showScale(field) {
  const output = field.parentElement.querySelector("output");
  const untouched = field.dataset.optional !== undefined && field.dataset.touched === undefined;
  const text = untouched ? word("not_yet") : field.value;
  if (output) output.textContent = text;
  field.setAttribute("aria-valuetext", text);
}
