// Taking everything along: Markdown, a page that opens offline, print. And erasing all of it.

import { dateWords, make, say, stamp, word } from "./dom.js";
import { attempt, onSubmit } from "./gate.js";
import { kindOf, markdownOf, partsOf } from "./parts.js";

const STYLE = `body{font:1.05rem/1.6 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#14243b;
background:#faf6ee}input,button{font:inherit;padding:.5rem .8rem;width:100%;box-sizing:border-box;margin:.4rem 0}
p{white-space:pre-wrap}article{border-top:1px solid #8d8570;margin-top:2rem}h2{font-size:1.15rem}h3{font-size:1rem}`;
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'";

/** @param {any} app */
export function take(app) {
  const { root, at } = stamp("t-take");
  at.go = at.erase;
  at.markdown.addEventListener("click", () => {
    const text = markdownOf(app.book.all(), word, (iso) => dateWords(iso));
    download("logboek.md", "text/markdown", text);
  });
  at.html.addEventListener("click", async () => {
    await app.signedIn(async () => download("logboek.html", "text/html", await lockedPage(app)));
  });
  onSubmit(at.form, () =>
    attempt(app, at, async () => {
      if (!at.sure.checked) return say(at.wrong, word("tick_first"));
      await app.server.eraseAll();
      await app.store.forgetAll(app.vault.id);
      location.hash = "";
      return location.reload();
    }),
  );
  app.show(root);
}

/** Everything as one page, to print. @param {any} app */
export function all(app) {
  const { root, at } = stamp("t-all");
  at.print.addEventListener("click", () => print());
  for (const { payload } of app.book.all()) {
    const heading = `${dateWords(payload.written)} · ${kindOf(payload, word)}`;
    const article = make("article", { class: "printed" }, make("h2", {}, heading));
    for (const { label, text } of partsOf(payload, word)) {
      if (label) article.append(make("h3", {}, label));
      article.append(make("p", { class: "words" }, text));
    }
    at.texts.append(article);
  }
  app.show(root);
}

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** The sealed texts and what opens them with the code, in one file. @param {any} app @returns {Promise<string>} */
async function lockedPage(app) {
  const [{ data }, ...modules] = await Promise.all([
    app.server.entries(),
    ...app.element.dataset.modules.split(" ").map(async (address) => (await fetch(address)).text()),
  ]);
  const { id, format, wraps } = app.vault;
  const recovery = wraps.filter((one) => one.kind === "recovery");
  const { entries } = data;
  const logbook = { format, owner: app.owner, vault: id, wraps: recovery, entries };
  // One script of four modules: the lines that join them are not needed in one file.
  const script = modules.join("\n").replace(/^import .*;$/gm, "").replace(/^export /gm, "");
  const language = document.documentElement.lang;
  const words = JSON.stringify(allWords()).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${POLICY}"><title>${word("reader_title")}</title>
<style>${STYLE}</style></head><body><main><h1>${word("reader_title")}</h1>
<form id="open"><p>${word("reader_help")}</p><label for="code">${word("reader_code")}</label>
<input id="code" autocomplete="off"><p id="wrong" role="alert" hidden>${word("reader_wrong")}</p>
<button>${word("reader_open")}</button></form><div id="texts"></div></main>
<script type="application/json" id="logbook">${JSON.stringify(logbook)}</script>
<script type="application/json" id="words">${words}</script>
<script type="module">
${script}
</script></body></html>
`;
}

function allWords() {
  const words = /** @type {HTMLTemplateElement} */ (document.getElementById("words"));
  const found = {};
  for (const one of words.content.querySelectorAll("[data-word]")) {
    found[/** @type {HTMLElement} */ (one).dataset.word] = one.textContent.trim();
  }
  return found;
}
