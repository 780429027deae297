// What can be done with every text: share a passage, print, erase.

import { say, word } from "./dom.js";
import { Away } from "./server.js";

/** A new text of this kind, or the one in the address. @param {any} app @param {string} id @param {object} fresh
 * @returns {{id: string, payload: any}} */
export function pageFor(app, id, fresh) {
  const page = id && app.book.get(id);
  if (page) return { id, payload: page.payload };
  const now = new Date().toISOString();
  return { id: crypto.randomUUID(), payload: { ...fresh, written: now, changed: now, tags: [] } };
}

/** @param {any} app @param {any} at @param {() => string} id of the text, at the moment of the click
 * @param {string} after where to go when it was erased */
export function foot(app, at, id, after = "") {
  at.share.addEventListener("click", async (event) => {
    event.preventDefault();
    await app.writing?.flush();
    app.returnTo = location.hash;
    app.go(`delen/${id()}`);
  });
  at.print.addEventListener("click", () => print());
  at.erase.addEventListener("click", () => {
    at.sure.hidden = false;
    at["erase-no"].focus();
  });
  at["erase-no"].addEventListener("click", () => {
    at.sure.hidden = true;
    at.erase.focus();
  });
  at["erase-yes"].addEventListener("click", () => erase(app, at, id(), after));
  at.share.href = "#delen";
}

async function erase(app, at, id, after) {
  await app.leave();
  try {
    await app.signedIn(() => app.book.erase(id));
    app.go(after);
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    say(at["foot-wrong"], word("away"));
  }
}

/** When two versions met: say so, and lead to the other one. @param {any} at @param {string} screen @param {any} payload
 * @param {any} app */
export function showCopied(app, at, screen, payload) {
  at.copied.hidden = !payload.copyOf;
  at.other.hidden = !app.book.get(payload.copyOf);
  at.other.href = `#${screen}/${payload.copyOf}`;
}

/** Once it is kept, the address names the text, also when it went on as a text of its own. @param {any} app @param {any} at @param {string} screen */
export function follow(app, at, screen) {
  return (id) => {
    if (app.writing?.id === id) history.replaceState(null, "", `#${screen}/${id}`);
    if (app.book) showCopied(app, at, screen, app.book.get(id).payload);
  };
}
