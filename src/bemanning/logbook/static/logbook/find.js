// Searching and looking back, in memory. Pure: texts and a moment in, texts out.

/** @typedef {import("./book.js").Page} Page */

/** Small letters without marks, so that "crèche" is found by "creche". @param {string} text */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Every word that somebody wrote in a text. @param {any} payload @returns {string} */
function wordsOf(payload) {
  const found = [];
  for (const [name, value] of Object.entries(payload)) {
    if (["kind", "written", "changed", "copyOf", "request"].includes(name)) continue;
    if (typeof value === "string") found.push(value);
    else if (Array.isArray(value)) found.push(...value.filter((one) => typeof one === "string"));
    else if (value && typeof value === "object") found.push(wordsOf(value));
  }
  return found.join("\n");
}

export class Index {
  constructor() {
    /** @type {WeakMap<object, string>} a text that changed has another payload */
    this.words = new WeakMap();
  }

  /** @param {Page} page */
  plainWords(page) {
    const known = this.words.get(page.payload);
    if (known !== undefined) return known;
    const words = plain(wordsOf(page.payload));
    this.words.set(page.payload, words);
    return words;
  }

  /** The texts that hold every word of the query, of this kind and with this tag; in the order given.
   * @param {Page[]} pages @param {{query?: string, kind?: string, tag?: string}} wanted */
  search(pages, { query = "", kind = "", tag = "" }) {
    const needles = plain(query).split(/\s+/).filter(Boolean);
    return pages.filter(
      (page) =>
        (!kind || page.payload.kind === kind) &&
        (!tag || (page.payload.tags ?? []).includes(tag)) &&
        needles.every((needle) => this.plainWords(page).includes(needle)),
    );
  }
}

/** The tags in use, by letter. @param {Page[]} pages @returns {string[]} */
export function tagsOf(pages) {
  return [...new Set(pages.flatMap((page) => page.payload.tags ?? []))].sort((one, other) => one.localeCompare(other));
}

/** The tags in what somebody typed: words with commas or # between them. @param {string} typed @returns {string[]} */
export function tagsIn(typed) {
  const parts = typed.split(/[,#\n]/).map((part) => part.trim().toLowerCase().slice(0, 40));
  return [...new Set(parts.filter(Boolean))].slice(0, 12);
}

/** What was written in this week a month and a year ago. @param {Page[]} pages @param {Date} now
 * @returns {{month: Page[], year: Page[]}} */
export function lookBack(pages, now) {
  const around = (months) => {
    const day = new Date(now);
    day.setMonth(day.getMonth() - months);
    return pages.filter((page) => Math.abs(new Date(page.payload.written).getTime() - day.getTime()) < 3.5 * 864e5);
  };
  return { month: around(1).slice(0, 2), year: around(12).slice(0, 2) };
}

/** What came out as expected or not: experiments and practice, the oldest first.
 * @param {Page[]} pages @returns {{page: Page, what: string, at: string, expected: number, experienced: number}[]} */
export function pairs(pages) {
  const found = [];
  for (const page of pages) {
    const { payload } = page;
    const one = payload.kind === "belief" ? payload.experiment : payload.kind === "try" ? payload : null;
    if (typeof one?.expected === "number" && typeof one.experienced === "number") {
      const what = one.question ?? one.what ?? "";
      found.push({ page, what, at: payload.written, expected: one.expected, experienced: one.experienced });
    }
  }
  return found.sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** Experiments that can be looked back on: their question is closed, or it was asked in person a week ago.
 * @param {Page[]} pages @param {Map<string, string>} states of questions, by id @param {Date} now */
export function toLookBackOn(pages, states, now) {
  return pages.filter(({ payload }) => {
    const one = payload.kind === "belief" ? payload.experiment : null;
    if (!one?.question || typeof one.experienced === "number") return false;
    if (one.request && states.has(one.request)) return states.get(one.request) === "closed";
    return now.getTime() - new Date(payload.changed).getTime() > 7 * 864e5;
  });
}
