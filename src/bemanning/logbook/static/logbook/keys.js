// Making and opening the keys of a logbook. Knows the secrets of a moment; keeps none.

import { codeOf, secretIn } from "./code.js";
import * as box from "./crypto.js";
import { askPasskey, makePasskey } from "./passkey.js";

/**
 * @typedef {object} Wrap  A wrapped key as the server keeps it; all bytes in base64.
 * @property {string} id
 * @property {"recovery"|"passphrase"|"passkey"} kind
 * @property {string} salt
 * @property {number|null} rounds
 * @property {string} credential
 * @property {string} wrapped
 *
 * @typedef {object} Vault
 * @property {string} id
 * @property {number} format
 * @property {Wrap[]} wraps
 */

/** A new logbook: nothing is sent yet, and the code is not rehearsed yet.
 * @param {string} owner @param {string} passphrase */
export async function newVault(owner, passphrase) {
  const id = crypto.randomUUID();
  const raw = box.randomBytes(32);
  const recovery = await wrapWithNewCode({ owner, vault: id, raw });
  const wraps = [recovery.wrap, await wrapWithPassphrase({ owner, vault: id, raw, passphrase })];
  return { id, raw, code: recovery.code, vault: { id, format: box.FORMAT, wraps } };
}

/** @param {{owner: string, vault: string, raw: Uint8Array, passphrase: string}} given @returns {Promise<Wrap>} */
export async function wrapWithPassphrase({ owner, vault, raw, passphrase }) {
  const salt = box.randomBytes(16);
  const key = await box.keyFromPassphrase(passphrase, salt, box.ROUNDS);
  return wrapped({ owner, vault, raw, kind: "passphrase", key, salt, rounds: box.ROUNDS });
}

/** @param {{owner: string, vault: string, raw: Uint8Array}} given @returns {Promise<{code: string, wrap: Wrap}>} */
export async function wrapWithNewCode({ owner, vault, raw }) {
  const secret = box.randomBytes(15);
  const salt = box.randomBytes(16);
  const key = await box.keyFromSecret(secret, salt, "recovery");
  return { code: await codeOf(secret), wrap: await wrapped({ owner, vault, raw, kind: "recovery", key, salt }) };
}

/** @param {{owner: string, vault: string, raw: Uint8Array, name: string}} given @returns {Promise<Wrap>} */
export async function wrapWithPasskey({ owner, vault, raw, name }) {
  const salt = box.randomBytes(32);
  const { credential, secret } = await makePasskey(name, salt);
  const key = await box.keyFromSecret(secret, salt, "passkey");
  return wrapped({ owner, vault, raw, kind: "passkey", key, salt, credential });
}

/** @returns {Promise<Wrap>} */
async function wrapped({ owner, vault, raw, kind, key, salt, rounds = null, credential = "" }) {
  const id = crypto.randomUUID();
  const sealed = await box.wrapKey(key, { owner, vault, id, kind }, raw);
  return { id, kind, salt: box.toBase64(salt), rounds, credential, wrapped: sealed };
}

/** The raw key, by a passphrase. Throws SealBroken when it is not the right one.
 * @param {string} owner @param {Vault} vault @param {string} passphrase @returns {Promise<Uint8Array>} */
export async function openWithPassphrase(owner, vault, passphrase) {
  const wrap = vault.wraps.find((one) => one.kind === "passphrase");
  // A server could ask for one round, to make guessing cheap for whoever copies the answer.
  if (!wrap || wrap.rounds < box.ROUNDS) throw new box.SealBroken("too few rounds");
  return unwrapped(owner, vault, wrap, await box.keyFromPassphrase(passphrase, box.fromBase64(wrap.salt), wrap.rounds));
}

/** The raw key, by a recovery code. Throws CodeSlip for a slip of the pen, SealBroken for the code of another logbook.
 * @param {string} owner @param {Vault} vault @param {string} typed @returns {Promise<Uint8Array>} */
export async function openWithCode(owner, vault, typed) {
  const secret = await secretIn(typed);
  const wrap = vault.wraps.find((one) => one.kind === "recovery");
  if (!wrap) throw new box.SealBroken("no recovery code");
  return unwrapped(owner, vault, wrap, await box.keyFromSecret(secret, box.fromBase64(wrap.salt), "recovery"));
}

/** The raw key, by a passkey. @param {string} owner @param {Vault} vault @returns {Promise<Uint8Array>} */
export async function openWithPasskey(owner, vault) {
  const known = vault.wraps.filter((one) => one.kind === "passkey");
  const { credential, secret } = await askPasskey(known);
  const wrap = known.find((one) => one.credential === credential);
  if (!wrap) throw new box.SealBroken("unknown passkey");
  return unwrapped(owner, vault, wrap, await box.keyFromSecret(secret, box.fromBase64(wrap.salt), "passkey"));
}

/** @param {string} owner @param {Vault} vault @param {Wrap} wrap @param {CryptoKey} key */
function unwrapped(owner, vault, wrap, key) {
  return box.unwrapKey(key, { owner, vault: vault.id, id: wrap.id, kind: wrap.kind }, wrap.wrapped);
}
