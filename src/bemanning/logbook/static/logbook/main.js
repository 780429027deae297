// The logbook begins here: which screen belongs to the address, and when it locks.

import { App } from "./app.js";
import { belief } from "./belief.js";
import { say, word } from "./dom.js";
import { exercise } from "./exercise.js";
import { lost, recover, setUp, unlock } from "./gate.js";
import { home } from "./home.js";
import { keyScreen } from "./keyscreen.js";
import { practice, tryScreen } from "./practice.js";
import { Away, Server } from "./server.js";
import { Session } from "./session.js";
import { share } from "./share.js";
import { Store } from "./store.js";
import { all, take } from "./take.js";
import { write } from "./write.js";

/** @type {Record<string, (app: App, id: string) => void>} the part of the address after #, before the slash */
const SCREENS = {
  "": home,
  schrijven: write,
  oefening: exercise,
  gedachte: belief,
  oefenen: practice,
  poging: tryScreen,
  delen: share,
  sleutels: keyScreen,
  meenemen: take,
  alles: all,
};

async function route(app) {
  if (!app.book) return;
  await app.leave();
  if (!app.book) return;
  const [name, id = ""] = location.hash.slice(1).split("/");
  (SCREENS[name] ?? home)(app, id);
}

/** The screen before the logbook is open. */
function gate(app, why = "") {
  const opened = async (raw) => {
    await app.signedIn(async () => {
      await app.open(raw);
      app.session.begin();
      await route(app);
    });
  };
  const again = () => gate(app);
  if (!app.vault) return setUp(app, opened);
  const toLost = () => lost(app, { back: again, erased: again });
  return unlock(app, { why, opened, lost: () => recover(app, { opened, back: again, lost: toLost }) });
}

async function lock(app, why) {
  await app.leave();
  app.forget();
  gate(app, why);
}

/** Words that are not kept yet hold the page open. */
function holdWhileDirty(app) {
  addEventListener("beforeunload", (event) => {
    if (!app.writing?.dirty) return;
    app.writing.flush();
    event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.hidden && app.writing?.flush());
  addEventListener("online", () => app.book?.flush());
}

async function start() {
  const element = document.getElementById("logbook");
  const token = /** @type {HTMLInputElement} */ (element.querySelector("[name=csrfmiddlewaretoken]")).value;
  const { vault, entries, questions } = element.dataset;
  const screen = /** @type {HTMLElement} */ (element.querySelector("[data-at=waiting]"));
  element.querySelector(".without-script").remove();
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return say(screen, word("unsupported"));
  const app = new App({ element, server: new Server({ vault, entries, questions, token }), store: await Store.open() });
  app.session = new Session((idle) => lock(app, idle ? word("locked_idle") : ""));
  app.lockNow = () => app.session.end();
  addEventListener("hashchange", () => route(app));
  holdWhileDirty(app);
  try {
    await app.signedIn(() => app.readVault());
    gate(app);
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    say(screen, word("away"));
  }
  return undefined;
}

start();
