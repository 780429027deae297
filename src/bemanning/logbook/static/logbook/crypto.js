// Format 1 of the logbook: how a text is sealed and how its key is wrapped. Described, with test vectors, in
// docs/logboek-crypto.md. WebCrypto only; nothing here touches the page, the network or the storage of the browser.

export const FORMAT = 1;
/** Rounds of PBKDF2-SHA256 for a new passphrase: what OWASP advises. */
export const ROUNDS = 600000;

const LABEL = `bemanning-logbook/${FORMAT}`;
const NONCE = 12;
const BLOCK = 512; // bytes; texts are padded to a multiple, so that their length says little
const utf8 = new TextEncoder();

/**
 * @typedef {object} EntryPlace  Where a text belongs: ciphertext does not open anywhere else.
 * @property {string} owner  id of the person
 * @property {string} vault  id of the logbook
 * @property {string} id  id of the text
 * @property {number} version  1 for the first
 *
 * @typedef {object} KeyPlace
 * @property {string} owner
 * @property {string} vault
 * @property {string} id  id of the wrapped key
 * @property {string} kind  recovery, passphrase or passkey
 */

/** What was sealed does not open: a wrong key, or moved, changed, cut off or of another version. */
export class SealBroken extends Error {}

/** @param {Uint8Array} bytes @returns {string} */
export function toBase64(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += 32768) {
    text += String.fromCharCode(...bytes.subarray(start, start + 32768));
  }
  return btoa(text);
}

/** @param {string} text @returns {Uint8Array} */
export function fromBase64(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

/** @param {number} count @returns {Uint8Array} */
export function randomBytes(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** @param {EntryPlace} place */
function entryAssociated(place) {
  return utf8.encode([LABEL, "entry", place.owner, place.vault, place.id, place.version].join("|"));
}

/** @param {KeyPlace} place */
function keyAssociated(place) {
  return utf8.encode([LABEL, "key", place.owner, place.vault, place.id, place.kind].join("|"));
}

/** @param {CryptoKey} key @param {Uint8Array} plain @param {Uint8Array} associated */
async function seal(key, plain, associated) {
  const nonce = randomBytes(NONCE);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: associated }, key, plain);
  const whole = new Uint8Array(NONCE + sealed.byteLength);
  whole.set(nonce);
  whole.set(new Uint8Array(sealed), NONCE);
  return whole;
}

/** @param {CryptoKey} key @param {Uint8Array} whole @param {Uint8Array} associated */
async function open(key, whole, associated) {
  const algorithm = { name: "AES-GCM", iv: whole.subarray(0, NONCE), additionalData: associated };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, whole.subarray(NONCE)));
  } catch {
    throw new SealBroken("does not open");
  }
}

/** The key of a logbook, as the browser uses it: it can seal and open, and nobody can read it back.
 * @param {Uint8Array} raw @returns {Promise<CryptoKey>} */
export function usableKey(raw) {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Seal one version of a text. @param {CryptoKey} key @param {EntryPlace} place @param {object} payload
 * @returns {Promise<string>} base64 */
export async function sealEntry(key, place, payload) {
  const json = utf8.encode(JSON.stringify(payload));
  const padded = new Uint8Array(Math.ceil((json.length + 1) / BLOCK) * BLOCK).fill(32); // white space after JSON
  padded.set(json);
  return toBase64(await seal(key, padded, entryAssociated(place)));
}

/** Open one version of a text. Throws SealBroken. @param {CryptoKey} key @param {EntryPlace} place
 * @param {string} sealed base64 @returns {Promise<any>} */
export async function openEntry(key, place, sealed) {
  const plain = await open(key, fromBase64(sealed), entryAssociated(place));
  return JSON.parse(new TextDecoder().decode(plain));
}

/** Wrap the key of a logbook. @param {CryptoKey} wrapping @param {KeyPlace} place @param {Uint8Array} raw
 * @returns {Promise<string>} base64 */
export async function wrapKey(wrapping, place, raw) {
  return toBase64(await seal(wrapping, raw, keyAssociated(place)));
}

/** The key of a logbook. Throws SealBroken for a wrong secret. @param {CryptoKey} wrapping @param {KeyPlace} place
 * @param {string} wrapped base64 @returns {Promise<Uint8Array>} */
export function unwrapKey(wrapping, place, wrapped) {
  return open(wrapping, fromBase64(wrapped), keyAssociated(place));
}

/** What somebody typed, as it counts: the same letters, however the keyboard made them, and single spaces.
 * @param {string} passphrase */
export function plainPassphrase(passphrase) {
  return passphrase.normalize("NFKC").trim().replace(/\s+/gu, " ");
}

/** @param {string} passphrase @param {Uint8Array} salt @param {number} rounds @returns {Promise<CryptoKey>} */
export async function keyFromPassphrase(passphrase, salt, rounds) {
  const base = await crypto.subtle.importKey("raw", utf8.encode(plainPassphrase(passphrase)), "PBKDF2", false, [
    "deriveKey",
  ]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, base, aes(), false, [
    "encrypt",
    "decrypt",
  ]);
}

/** A key from bytes that are random already: a recovery code, or what a passkey gives.
 * @param {Uint8Array} secret @param {Uint8Array} salt @param {string} kind @returns {Promise<CryptoKey>} */
export async function keyFromSecret(secret, salt, kind) {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const info = utf8.encode(`${LABEL}|${kind}`);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, base, aes(), false, [
    "encrypt",
    "decrypt",
  ]);
}

function aes() {
  return { name: "AES-GCM", length: 256 };
}
