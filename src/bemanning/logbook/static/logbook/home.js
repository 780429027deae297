// The list: ways to begin, what waits, looking back, and finding.

import { dateWords, say, stamp, word } from "./dom.js";
import { Index, lookBack, tagsOf, toLookBackOn } from "./find.js";
import { kindOf, titleOf } from "./parts.js";

const AT_ONCE = 40; // texts shown before "Show more"
const SCREEN_OF = { note: "schrijven", exercise: "oefening", belief: "gedachte", try: "poging", plan: "oefenen" };
const index = new Index();

/** Where a text opens. @param {import("./book.js").Page} page */
export function addressOf(page) {
  return `#${SCREEN_OF[page.payload.kind]}/${page.id}`;
}

/** One text in a list. @param {import("./book.js").Page} page @param {string} [before] @returns {HTMLElement} */
export function row(page, before = "") {
  const { root, at } = stamp("t-row");
  const { payload } = page;
  const unfinished = payload.kind === "exercise" && !payload.done ? word("kind_unfinished") : "";
  const tags = (payload.tags ?? []).map((tag) => `#${tag}`).join(" ");
  const kind = kindOf(payload, word);
  at.meta.textContent = [before, dateWords(payload.written), kind, unfinished, tags].filter(Boolean).join(" · ");
  at.title.textContent = titleOf(payload, word);
  at["hidden-title"].textContent = `: ${at.title.textContent}`;
  at.go.href = addressOf(page);
  return root;
}

/** @param {any} app */
export function home(app) {
  const { root, at } = stamp("t-home");
  const pages = app.book.all().filter((page) => page.payload.kind !== "plan");
  at.lock.addEventListener("click", () => app.lockNow());
  showFaults(app, at);
  showDue(app, at, pages);
  showBack(at, pages);
  showList(at, pages);
  app.show(root);
  sendWaiting(app, at);
}

async function sendWaiting(app, at) {
  const left = await app.signedIn(() => app.book.flush());
  say(at.notice, left ? word("waiting") : "");
}

function showFaults(app, at) {
  const { faults } = app.book;
  for (const name of ["broken", "old", "missing"]) {
    if (!faults[name].length) continue;
    const fault = stamp("t-fault");
    fault.at.text.textContent = word(`fault_${name}`, { count: faults[name].length });
    fault.at.accept.hidden = name !== "missing";
    fault.at.accept.addEventListener("click", async () => {
      await app.book.acceptMissing();
      fault.root.remove();
    });
    at.faults.append(fault.root);
  }
}

function showDue(app, at, pages) {
  const due = toLookBackOn(pages, app.states, new Date()).slice(0, 3);
  at["due-part"].hidden = due.length === 0;
  at.due.append(...due.map((page) => row(page)));
}

function showBack(at, pages) {
  const { month, year } = lookBack(pages, new Date());
  at["back-part"].hidden = month.length + year.length === 0;
  at.back.append(...month.map((page) => row(page, word("month_ago"))));
  at.back.append(...year.map((page) => row(page, word("year_ago"))));
}

function showList(at, pages) {
  let shown = AT_ONCE;
  for (const tag of tagsOf(pages)) at.tag.append(new Option(tag, tag));
  at.tag.hidden = at.tag.options.length === 1;
  const show = () => {
    const wanted = { query: at.query.value, kind: at.kind.value, tag: at.tag.value };
    const found = index.search(pages, wanted);
    at.list.replaceChildren(...found.slice(0, shown).map((page) => row(page)));
    at["more-part"].hidden = found.length <= shown;
    at.empty.hidden = pages.length > 0;
    at.count.textContent = pages.length === 0 ? "" : countWords(found.length);
  };
  const anew = () => {
    shown = AT_ONCE;
    show();
  };
  at.search.addEventListener("submit", (event) => event.preventDefault());
  for (const field of [at.query, at.kind, at.tag]) field.addEventListener("input", anew);
  at.more.addEventListener("click", () => {
    const first = shown;
    shown += AT_ONCE;
    show();
    at.list.children[first]?.querySelector("a").focus();
  });
  show();
}

function countWords(count) {
  if (count === 0) return word("found_none");
  return count === 1 ? word("found_one") : word("found_all", { count });
}
