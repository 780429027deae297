// A text as labelled parts: for the list, for print, for Markdown and for the file that opens offline. Pure.

/**
 * @typedef {{label: string, text: string}} Part
 * @typedef {(name: string, gaps?: Record<string, any>) => string} Words
 */

const MOST = 90; // characters of a title

/** The first line of what was written, to a whole word. @param {any} payload @param {Words} word @returns {string} */
export function titleOf(payload, word) {
  const first = (text) => (text ?? "").trim().split("\n")[0];
  const own = {
    note: () => first(payload.text),
    exercise: () => first((payload.answers ?? []).find((answer) => answer?.trim())),
    belief: () => first(payload.thought),
    plan: () => first(payload.then),
    try: () => first(payload.what),
  }[payload.kind]?.();
  const title = own || word("untitled");
  return title.length > MOST ? `${title.slice(0, MOST).replace(/\s+\S*$/u, "")} …` : title;
}

/** @param {any} payload @param {Words} word */
export function kindOf(payload, word) {
  return word(`kind_${payload.kind}`);
}

/** @param {any} payload @param {Words} word @returns {Part[]} only what was filled in */
export function partsOf(payload, word) {
  const parts = PARTS[payload.kind]?.(payload, word) ?? [];
  if (payload.tags?.length) parts.push([word("tags"), payload.tags.join(", ")]);
  return parts
    .map(([label, text]) => ({ label, text: text === undefined || text === null ? "" : String(text) }))
    .filter((part) => part.text.trim() !== "");
}

/** @type {Record<string, (payload: any, word: Words) => any[][]>} */
const PARTS = {
  note: (payload) => [["", payload.text]],
  exercise: (payload, word) => (payload.answers ?? []).map((answer, at) => [word(`question_${at + 1}`), answer]),
  belief: (payload, word) => [
    [word("thought"), payload.thought],
    [word("how_true_before"), payload.before],
    [word("for"), payload.for],
    [word("against"), payload.against],
    [word("story"), payload.story],
    [word("how_true_after"), payload.after],
    [word("experiment"), payload.experiment?.question],
    [word("expected"), payload.experiment?.question ? payload.experiment?.expected : ""],
    [word("happened"), payload.experiment?.happened],
    [word("experienced"), payload.experiment?.experienced],
  ],
  plan: (payload, word) => [
    [word("if"), payload.if],
    [word("then"), payload.then],
  ],
  try: (payload, word) => [
    [word("what"), payload.what],
    [word("expected"), payload.expected],
    [word("happened"), payload.happened],
    [word("experienced"), payload.experienced],
  ],
};

/** Everything as one Markdown text. @param {import("./book.js").Page[]} pages @param {Words} word
 * @param {(iso: string) => string} dateWords */
export function markdownOf(pages, word, dateWords) {
  const texts = pages.map(({ payload }) => {
    const parts = partsOf(payload, word).map(({ label, text }) => (label ? `**${label}**\n\n${text}` : text));
    return [`## ${dateWords(payload.written)} · ${kindOf(payload, word)}`, ...parts].join("\n\n");
  });
  return `${[`# ${word("logbook")}`, ...texts].join("\n\n")}\n`;
}
