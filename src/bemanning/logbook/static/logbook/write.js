// Free writing: a quiet page.

import { dateWords, fillFields, stamp } from "./dom.js";
import { follow, foot, pageFor, showCopied } from "./foot.js";

/** @param {any} app @param {string} id empty for a new text */
export function write(app, id) {
  const { root, at } = stamp("t-write");
  const page = pageFor(app, id, { kind: "note", text: "" });
  at.day.textContent = dateWords(page.payload.written);
  fillFields(at.form, { ...page.payload, tags: (page.payload.tags ?? []).join(", ") });
  const saving = app.write({ ...page, form: at.form, status: at.status, onKept: follow(app, at, "schrijven") });
  showCopied(app, at, "schrijven", page.payload);
  foot(app, at, () => saving.id);
  app.show(root);
  if (!id) at.text.focus();
}
