// The open logbook: texts in memory, sealed on their way out. Two versions of a text that meet are both kept.

import { SealBroken, openEntry, sealEntry } from "./crypto.js";
import { Away } from "./server.js";

/**
 * @typedef {object} Page  One text, opened.
 * @property {string} id
 * @property {number} version  the one that the server has; 0 for none
 * @property {any} payload
 *
 * @typedef {object} Saved
 * @property {"saved"|"waiting"|"copied"|"full"} state
 * @property {string} id  of the text that holds the words now; another one when they were copied
 *
 * @typedef {object} Faults  What the server gave that is not as it should be.
 * @property {string[]} broken  does not open: changed, cut off, or of another text or person
 * @property {string[]} old  an older version than this browser has seen
 * @property {string[]} missing  seen before, and not there now
 */

export class Book {
  /** @param {{key: CryptoKey, owner: string, vault: string, server: any, store: any}} given */
  constructor({ key, owner, vault, server, store }) {
    Object.assign(this, { key, owner, vault, server, store });
    /** @type {Map<string, Page>} */
    this.pages = new Map();
    /** @type {Faults} */
    this.faults = { broken: [], old: [], missing: [] };
    /** @type {Promise<any>} */
    this.turn = Promise.resolve();
  }

  /** Read everything, and send what was waiting. Throws Away or SignedOut. */
  async load() {
    const [{ data }, seen, waiting] = await Promise.all([
      this.server.entries(),
      this.store.seen(this.vault),
      this.store.waiting(this.vault),
    ]);
    await this.read(data.entries, seen);
    const here = new Set(data.entries.map((one) => one.id));
    this.faults.missing = [...seen.keys()].filter((id) => !here.has(id));
    await this.readWaiting(waiting);
    await this.flush();
  }

  /** @param {{id: string, version: number, sealed: string}[]} entries @param {Map<string, number>} seen */
  async read(entries, seen) {
    const fresh = entries.filter((one) => one.version >= (seen.get(one.id) ?? 0));
    this.faults.old = entries.filter((one) => !fresh.includes(one)).map((one) => one.id);
    const opened = await Promise.all(fresh.map((one) => this.tryOpen(one)));
    opened.forEach((page, at) => {
      if (page) this.pages.set(page.id, page);
      else this.faults.broken.push(fresh[at].id);
    });
    const news = opened.filter((page) => page && page.version !== seen.get(page.id));
    if (news.length) await this.store.see(this.vault, news);
  }

  /** @param {{id: string, version: number, sealed: string}} one @returns {Promise<Page|null>} */
  async tryOpen({ id, version, sealed }) {
    try {
      return { id, version, payload: await openEntry(this.key, this.place(id, version), sealed) };
    } catch (error) {
      if (error instanceof SealBroken || error instanceof DOMException) return null; // atob throws the second
      throw error;
    }
  }

  /** @param {string} id @param {number} version */
  place(id, version) {
    return { owner: this.owner, vault: this.vault, id, version };
  }

  /** What was typed before the browser closed is what the person sees. @param {any[]} waiting */
  async readWaiting(waiting) {
    for (const one of waiting) {
      const page = await this.tryOpen(one);
      if (page) this.pages.set(page.id, { ...page, version: this.pages.get(page.id)?.version ?? 0 });
    }
  }

  /** Send everything that waits. @returns {Promise<number>} how many still wait */
  async flush() {
    for (const one of await this.store.waiting(this.vault)) await this.inTurn(() => this.send(one.id));
    return (await this.store.waiting(this.vault)).length;
  }

  /** @param {string} id @returns {Page|undefined} */
  get(id) {
    return this.pages.get(id);
  }

  /** Everything, the newest first. @returns {Page[]} */
  all() {
    return [...this.pages.values()].sort((one, other) => (one.payload.written < other.payload.written ? 1 : -1));
  }

  /** Keep a text: sealed in this browser first, then at the server. @param {string} id @param {any} payload
   * @returns {Promise<Saved>} */
  save(id, payload) {
    return this.inTurn(async () => {
      const version = (this.pages.get(id)?.version ?? 0) + 1;
      const sealed = await sealEntry(this.key, this.place(id, version), payload);
      await this.store.keep({ vault: this.vault, id, version, sealed });
      this.pages.set(id, { id, version: version - 1, payload });
      return this.send(id);
    });
  }

  /** One after the other: a version follows the one before. @template T @param {() => Promise<T>} work
   * @returns {Promise<T>} */
  inTurn(work) {
    const next = this.turn.then(work);
    this.turn = next.catch(() => undefined);
    return next;
  }

  /** @param {string} id @returns {Promise<Saved>} */
  async send(id) {
    const one = await this.store.oneWaiting(this.vault, id);
    if (!one) return { state: "saved", id };
    let answer;
    try {
      answer = await this.server.putEntry(id, one.version, one.sealed);
    } catch (error) {
      if (error instanceof Away) return { state: "waiting", id };
      throw error;
    }
    const same = answer.data?.entry?.version === one.version && answer.data.entry.sealed === one.sealed;
    if (answer.status === 200 || (answer.status === 409 && same)) return this.sent(one);
    if (answer.status === 409) return this.keepBoth(one, answer.data.entry);
    return { state: "full", id };
  }

  /** @param {any} one @returns {Promise<Saved>} */
  async sent({ id, version, sealed }) {
    const page = this.pages.get(id);
    if (page) page.version = version;
    await this.store.see(this.vault, [{ id, version }]);
    await this.store.settle(this.vault, id, sealed);
    return { state: "saved", id };
  }

  /** Somebody wrote elsewhere in the meantime: that text keeps its place, these words become a text of their own.
   * @param {any} one @param {any} current null when it was erased elsewhere @returns {Promise<Saved>} */
  async keepBoth(one, current) {
    const mine = await this.tryOpen(one);
    if (!mine) return { state: "full", id: one.id };
    const id = crypto.randomUUID();
    const payload = { ...mine.payload, copyOf: one.id };
    const sealed = await sealEntry(this.key, this.place(id, 1), payload);
    await this.store.keep({ vault: this.vault, id, version: 1, sealed });
    await this.store.settle(this.vault, one.id, one.sealed);
    this.pages.delete(one.id);
    if (current) await this.read([current], await this.store.seen(this.vault));
    this.pages.set(id, { id, version: 0, payload });
    await this.send(id);
    return { state: "copied", id };
  }

  /** Erase one text for good. Throws Away when there is no connection. @param {string} id */
  erase(id) {
    return this.inTurn(async () => {
      await this.server.eraseEntry(id);
      await this.store.forget(this.vault, id);
      this.pages.delete(id);
    });
  }

  /** The person says that what is missing was erased on purpose. */
  async acceptMissing() {
    for (const id of this.faults.missing) await this.store.forget(this.vault, id);
    this.faults.missing = [];
  }
}
