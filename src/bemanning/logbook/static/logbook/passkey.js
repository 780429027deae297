// A passkey as a third way in, where the device can derive a secret with it (the PRF extension of WebAuthn).
// Not every device can; nothing depends on it.

import { fromBase64, randomBytes, toBase64 } from "./crypto.js";

/** This device or this passkey cannot derive a secret. */
export class NoPrf extends Error {}

/** Whether it is worth offering at all. */
export function mayHavePasskey() {
  return "PublicKeyCredential" in globalThis && Boolean(navigator.credentials?.create);
}

/** Make a passkey for the logbook alone, apart from those for signing in.
 * @param {string} name what the device shows @param {Uint8Array} salt
 * @returns {Promise<{credential: string, secret: Uint8Array}>} throws NoPrf, or what the browser throws */
export async function makePasskey(name, salt) {
  const made = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.create({
      publicKey: {
        challenge: randomBytes(32),
        rp: { name: "Bemanning" },
        // Fresh random bytes: with the id of the person, a device would replace their passkey for signing in.
        user: { id: randomBytes(16), name, displayName: name },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 },
          { type: "public-key", alg: -257 },
        ],
        authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
        extensions: { prf: {} },
      },
    })
  );
  if (!made.getClientExtensionResults().prf?.enabled) throw new NoPrf("this passkey derives nothing");
  const credential = toBase64(new Uint8Array(made.rawId));
  const { secret } = await askPasskey([{ credential, salt: toBase64(salt) }]);
  return { credential, secret };
}

/** Let the person use one of these passkeys. @param {{credential: string, salt: string}[]} known
 * @returns {Promise<{credential: string, secret: Uint8Array}>} */
export async function askPasskey(known) {
  /** @type {Record<string, {first: Uint8Array}>} */
  const evalByCredential = {};
  for (const one of known) evalByCredential[urlSafe(one.credential)] = { first: fromBase64(one.salt) };
  const used = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: known.map((one) => ({ type: "public-key", id: fromBase64(one.credential) })),
        userVerification: "required",
        extensions: { prf: { evalByCredential } },
      },
    })
  );
  const first = used.getClientExtensionResults().prf?.results?.first;
  if (!first) throw new NoPrf("this passkey derives nothing");
  return { credential: toBase64(new Uint8Array(used.rawId)), secret: new Uint8Array(first) };
}

/** @param {string} base64 */
function urlSafe(base64) {
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
