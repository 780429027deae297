// Practising: one if-then plan, what was tried, expected beside experienced, and what changed in somebody's stories.

import { dateWords, fillFields, followScales, make, stamp, word } from "./dom.js";
import { follow, foot, pageFor, showCopied } from "./foot.js";
import { pairs } from "./find.js";
import { addressOf, row } from "./home.js";
import { plot } from "./plot.js";

/** @param {any} app */
export function practice(app) {
  const { root, at } = stamp("t-practice");
  const pages = app.book.all();
  const plan = pages.find((page) => page.payload.kind === "plan");
  const page = pageFor(app, plan?.id ?? "", { kind: "plan", if: "", then: "" });
  fillFields(at.plan, page.payload);
  app.write({ ...page, form: at.plan, status: at.status });
  showOpen(at, pages);
  showStories(at, pages);
  app.show(root);
  showPairs(at, pairs(pages)); // after it is shown: the picture is as wide as the page
}

function showPairs(at, found) {
  at["tries-part"].hidden = found.length === 0;
  if (!found.length) return;
  at.plot.append(plot(found.slice(-24), Math.max(260, at.plot.clientWidth)));
  for (const one of found.toReversed()) {
    const cells = [dateWords(one.at, "short"), one.what, String(one.expected), String(one.experienced)];
    at.rows.append(make("tr", {}, ...cells.map((text) => make("td", {}, text))));
  }
}

function showOpen(at, pages) {
  const open = pages.filter(({ payload }) => payload.kind === "try" && typeof payload.experienced !== "number");
  at["open-part"].hidden = open.length === 0;
  at.open.append(...open.map((page) => row(page)));
}

function showStories(at, pages) {
  const stories = pages.filter(({ payload }) => payload.kind === "belief" && payload.story?.trim());
  at["stories-part"].hidden = stories.length === 0;
  for (const page of stories) {
    const { payload } = page;
    const { root, at: part } = stamp("t-story");
    part.day.textContent = dateWords(payload.written);
    part.thought.textContent = payload.thought;
    const both = typeof payload.before === "number" && typeof payload.after === "number";
    part.how.textContent = both ? word("story_changed", { before: payload.before, after: payload.after }) : "";
    part.story.textContent = payload.story;
    part.go.href = addressOf(page);
    part["hidden-title"].textContent = `: ${payload.thought}`;
    at.stories.append(root);
  }
}

/** @param {any} app @param {string} id */
export function tryScreen(app, id) {
  const { root, at } = stamp("t-try");
  const page = pageFor(app, id, { kind: "try", what: "", step: "1" });
  followScales(root);
  fillFields(at.form, page.payload);
  const saving = app.write({ ...page, form: at.form, status: at.status, onKept: follow(app, at, "poging") });
  showCopied(app, at, "poging", page.payload);
  foot(app, at, () => saving.id, "oefenen");
  app.show(root);
}
