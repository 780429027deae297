// Keeps what is typed in a form: sealed and stored a moment after the last key, and before the page is left.

import { fieldsOf, word } from "./dom.js";
import { tagsIn } from "./find.js";
import { SignedOut } from "./server.js";

const PAUSE = 700; // milliseconds

export class Autosave {
  /** @param {{book: any, id: string, payload: any, form: HTMLFormElement, status: HTMLElement,
   *          onKept?: (id: string) => void, onSignedOut: () => void}} given */
  constructor({ book, id, payload, form, status, onKept, onSignedOut }) {
    Object.assign(this, { book, id, payload, form, status, onKept, onSignedOut });
    this.dirty = false;
    /** @type {Promise<void>} */
    this.running = Promise.resolve();
    /** @type {any} */
    this.timer = null;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  soon() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** The payload with what stands in the form now. */
  current() {
    const fields = fieldsOf(this.form);
    if (typeof fields.tags === "string") fields.tags = tagsIn(fields.tags);
    const merged = { ...this.payload, ...fields, changed: new Date().toISOString() };
    if (this.payload.experiment && fields.experiment) {
      merged.experiment = { ...this.payload.experiment, ...fields.experiment };
    }
    return merged;
  }

  /** Change something that is no field, and keep it. @param {any} changes */
  async set(changes) {
    this.payload = { ...this.current(), ...changes };
    this.dirty = true;
    await this.flush();
  }

  /** Keep it now; also waits for what is being kept already. */
  flush() {
    clearTimeout(this.timer);
    if (this.dirty) this.running = this.keep();
    return this.running;
  }

  async keep() {
    this.dirty = false;
    this.payload = this.current();
    try {
      const { state, id } = await this.book.save(this.id, this.payload);
      if (id !== this.id) {
        this.id = id;
        this.payload = this.book.get(id).payload;
      }
      this.onKept?.(id);
      this.status.textContent = word(`saved_${state}`, { time: new Date().toTimeString().slice(0, 5) });
    } catch (error) {
      this.dirty = true;
      this.status.textContent = word("not_saved");
      if (error instanceof SignedOut) this.onSignedOut();
      else throw error;
    }
  }
}
