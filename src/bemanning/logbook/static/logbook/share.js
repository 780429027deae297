// One passage leaves, by hand: chosen, seen once more, and sent to a draft of a question in another tab.

import { make, say, stamp, word } from "./dom.js";
import { partsOf } from "./parts.js";

/** @param {any} app @param {string} id of the text it comes from */
export function share(app, id) {
  const page = app.book.get(id);
  if (!page) return app.go("");
  const { root, at } = stamp("t-share");
  const experiment = page.payload.kind === "belief" ? page.payload.experiment : null;
  at.back.href = app.returnTo || "#";
  at.source.textContent = partsOf(page.payload, word).map((part) => part.text).join("\n\n");
  // Of a thought only the experiment is meant to be asked; the thought itself is one fold away.
  if (experiment?.question) {
    at.passage.value = experiment.question;
    at["source-part"].open = false;
  }
  const status = make("p", { class: "wrong", role: "alert" });
  at.choose.append(status);
  at.take.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  at.take.addEventListener("click", () => take(at, status));
  at.passage.addEventListener("input", () => {
    at.preview.hidden = true;
  });
  at.choose.addEventListener("submit", (event) => {
    event.preventDefault();
    preview(app, at);
  });
  at.send.addEventListener("submit", () => link(app, page, at.send.dataset.request, at.passage.value));
  return app.show(root);
}

function take(at, status) {
  const selection = getSelection();
  const chosen = selection && at.source.contains(selection.anchorNode) ? selection.toString().trim() : "";
  say(status, chosen ? "" : word("nothing_selected"));
  if (!chosen) return;
  at.passage.value = [at.passage.value.trim(), chosen].filter(Boolean).join("\n\n");
  at.preview.hidden = true;
}

function preview(app, at) {
  const words = at.passage.value.trim();
  at.preview.hidden = words === "";
  if (!words) return at.passage.focus();
  at.exactly.textContent = words;
  const request = crypto.randomUUID();
  const { ask } = app.element.dataset;
  at.send.action = ask.replace("00000000-0000-0000-0000-000000000000", request);
  at.send.dataset.request = request;
  for (const old of at.send.querySelectorAll("input")) old.remove();
  at.send.append(
    make("input", { type: "hidden", name: "csrfmiddlewaretoken", value: app.server.addresses.token }),
    make("input", { type: "hidden", name: "body", value: words }),
  );
  return at["preview-title"].focus();
}

/** An experiment remembers its question, inside the ciphertext. */
async function link(app, page, request, words) {
  if (page.payload.kind !== "belief") return;
  const experiment = { ...page.payload.experiment, question: words, request };
  const payload = { ...page.payload, experiment, changed: new Date().toISOString() };
  await app.book.save(page.id, payload);
}
