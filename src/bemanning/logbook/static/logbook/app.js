// What all screens share: the open book, and how to get from one screen to another.

import { Autosave } from "./autosave.js";
import { Book } from "./book.js";
import { usableKey } from "./crypto.js";
import { SignedOut } from "./server.js";

export class App {
  /** @param {{element: HTMLElement, server: any, store: any}} given */
  constructor({ element, server, store }) {
    this.element = element;
    this.screen = /** @type {HTMLElement} */ (element.querySelector("#screen"));
    this.owner = element.dataset.owner;
    this.server = server;
    this.store = store;
    /** @type {import("./keys.js").Vault|null} */
    this.vault = null;
    /** @type {Book|null} */
    this.book = null;
    /** @type {Map<string, string>} states of questions, by id */
    this.states = new Map();
    /** @type {Autosave|null} what is being written */
    this.writing = null;
    this.returnTo = "";
  }

  /** Put a screen in place, and the reader at its heading. @param {HTMLElement} root */
  show(root) {
    this.screen.replaceChildren(root);
    scrollTo(0, 0);
    const heading = root.querySelector("h1");
    if (heading) heading.focus();
  }

  /** @param {string} hash where to; without the # */
  go(hash) {
    if (location.hash === `#${hash}`) dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = hash;
  }

  /** Begin keeping what is typed in a form. @param {any} given see Autosave */
  write(given) {
    this.writing = new Autosave({ book: this.book, onSignedOut: () => this.signedOut(), ...given });
    return this.writing;
  }

  /** Keep what was typed, before another screen comes. */
  async leave() {
    const { writing } = this;
    this.writing = null; // what is kept now must not change the address any more
    await writing?.flush();
  }

  /** Open the book with its key. Throws Away or SignedOut. @param {Uint8Array} raw emptied afterwards */
  async open(raw) {
    const key = await usableKey(raw);
    raw.fill(0);
    const { owner, server, store } = this;
    const book = new Book({ key, owner, vault: this.vault.id, server, store });
    await book.load();
    this.book = book;
    await this.readStates();
  }

  /** How far the questions are; of all of them, so that the server does not learn which matter here. */
  async readStates() {
    const { data } = await this.server.questions();
    this.states = new Map(data.questions.map((one) => [one.id, one.state]));
  }

  /** Read the wrapped keys again. */
  async readVault() {
    const { data } = await this.server.vault();
    this.vault = data.vault;
  }

  /** Nobody is signed in any more: what is open closes, and the sign-in page comes. */
  signedOut() {
    this.forget();
    location.assign(this.element.dataset.login);
  }

  /** Let go of everything in the clear. */
  forget() {
    this.book = null;
    this.writing = null;
    this.screen.replaceChildren();
  }

  /** Run something that may find nobody signed in. @template T @param {() => Promise<T>} work
   * @returns {Promise<T|undefined>} */
  async signedIn(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SignedOut)) throw error;
      this.signedOut();
      return undefined;
    }
  }
}
