// The few addresses of the server. What goes there is ciphertext, ids and version numbers.

/** The server cannot be reached now, or has trouble. */
export class Away extends Error {}
/** Nobody is signed in any more, or somebody else is. */
export class SignedOut extends Error {}

export class Server {
  /** @param {{vault: string, entries: string, questions: string, token: string}} addresses */
  constructor(addresses) {
    this.addresses = addresses;
  }

  /** @param {string} method @param {string} url @param {object} [body]
   * @returns {Promise<{status: number, data: any}>} */
  async call(method, url, body) {
    let answer;
    try {
      answer = await fetch(url, {
        method,
        redirect: "manual",
        cache: "no-store",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.addresses.token },
        body: body && JSON.stringify(body),
      });
    } catch {
      throw new Away("no connection");
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new SignedOut("signed out");
    if (answer.status >= 500 || answer.status === 429) throw new Away(`answer ${answer.status}`);
    const text = await answer.text();
    return { status: answer.status, data: text.startsWith("{") ? JSON.parse(text) : null };
  }

  vault() {
    return this.call("GET", this.addresses.vault);
  }

  /** @param {import("./keys.js").Vault} vault */
  begin(vault) {
    return this.call("POST", this.addresses.vault, vault);
  }

  eraseAll() {
    return this.call("DELETE", this.addresses.vault);
  }

  /** @param {import("./keys.js").Wrap} wrap */
  putWrap(wrap) {
    return this.call("PUT", `${this.addresses.vault}${wrap.id}/`, wrap);
  }

  /** @param {string} id */
  removeWrap(id) {
    return this.call("DELETE", `${this.addresses.vault}${id}/`);
  }

  entries() {
    return this.call("GET", this.addresses.entries);
  }

  /** @param {string} id @param {number} version @param {string} sealed */
  putEntry(id, version, sealed) {
    return this.call("PUT", `${this.addresses.entries}${id}/`, { version, sealed });
  }

  /** @param {string} id */
  eraseEntry(id) {
    return this.call("DELETE", `${this.addresses.entries}${id}/`);
  }

  questions() {
    return this.call("GET", this.addresses.questions);
  }
}
