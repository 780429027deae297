// What this browser remembers: ciphertext that is not sent yet, and which version of each text it has seen.
// Never a word in the clear, and never a key.

/**
 * @typedef {object} Waiting  A sealed version that the server does not have yet.
 * @property {string} vault
 * @property {string} id
 * @property {number} version
 * @property {string} sealed
 */

const NAME = "bemanning-logbook";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export class Store {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
  }

  /** @returns {Promise<Store>} */
  static async open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("waiting", { keyPath: ["vault", "id"] });
      request.result.createObjectStore("seen", { keyPath: ["vault", "id"] });
    };
    return new Store(await done(request));
  }

  /** @param {"waiting"|"seen"} name @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => any} work */
  async with(name, mode, work) {
    const transaction = this.database.transaction(name, mode, { durability: "strict" });
    const finished = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await work(transaction.objectStore(name));
    await finished;
    return result;
  }

  /** @param {Waiting} one */
  keep(one) {
    return this.with("waiting", "readwrite", (store) => done(store.put(one)));
  }

  /** Nothing waits any more for this text; unless something newer came in between.
   * @param {string} vault @param {string} id @param {string} sealed what was sent */
  settle(vault, id, sealed) {
    return this.with("waiting", "readwrite", async (store) => {
      const found = await done(store.get([vault, id]));
      if (found?.sealed === sealed) await done(store.delete([vault, id]));
    });
  }

  /** @param {string} vault @returns {Promise<Waiting[]>} */
  waiting(vault) {
    return this.with("waiting", "readonly", (store) => done(store.getAll(ofVault(vault))));
  }

  /** @param {string} vault @param {string} id @returns {Promise<Waiting|undefined>} */
  oneWaiting(vault, id) {
    return this.with("waiting", "readonly", (store) => done(store.get([vault, id])));
  }

  /** The highest version of each text that this browser has seen. @param {string} vault
   * @returns {Promise<Map<string, number>>} */
  async seen(vault) {
    const rows = await this.with("seen", "readonly", (store) => done(store.getAll(ofVault(vault))));
    return new Map(rows.map((row) => [row.id, row.version]));
  }

  /** @param {string} vault @param {{id: string, version: number}[]} entries */
  see(vault, entries) {
    return this.with("seen", "readwrite", (store) => {
      for (const { id, version } of entries) store.put({ vault, id, version });
    });
  }

  /** @param {string} vault @param {string} id */
  async forget(vault, id) {
    await this.with("waiting", "readwrite", (store) => done(store.delete([vault, id])));
    await this.with("seen", "readwrite", (store) => done(store.delete([vault, id])));
  }

  /** @param {string} vault */
  async forgetAll(vault) {
    await this.with("waiting", "readwrite", (store) => done(store.delete(ofVault(vault))));
    await this.with("seen", "readwrite", (store) => done(store.delete(ofVault(vault))));
  }
}

/** @param {string} vault */
function ofVault(vault) {
  return IDBKeyRange.bound([vault], [vault, []]);
}
