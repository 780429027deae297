// The recovery code: 120 random bits and a check, as 28 characters that are hard to misread.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // without I, L, O and U
const SECRET = 15; // bytes
const CHECK = 4; // characters

/** The code has a slip in it; no need to try it. */
export class CodeSlip extends Error {}

/** @param {Uint8Array} secret 15 bytes @returns {Promise<string>} seven groups of four */
export async function codeOf(secret) {
  const text = lettersOf(secret) + (await checkOf(secret));
  return text.match(/.{4}/g).join("-");
}

/** The secret in a code as somebody typed it: any case, with or without dashes. Throws CodeSlip.
 * @param {string} typed @returns {Promise<Uint8Array>} */
export async function secretIn(typed) {
  const text = typed.toUpperCase().replace(/[\s\-–—]/gu, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  const letters = text.slice(0, -CHECK);
  if (text.length !== (SECRET * 8) / 5 + CHECK || [...text].some((letter) => !ALPHABET.includes(letter))) {
    throw new CodeSlip("shape");
  }
  const secret = bytesOf(letters);
  if ((await checkOf(secret)) !== text.slice(-CHECK)) throw new CodeSlip("check");
  return secret;
}

/** @param {Uint8Array} secret */
async function checkOf(secret) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", secret));
  return lettersOf(hash.subarray(0, 5)).slice(0, CHECK);
}

/** @param {Uint8Array} bytes a multiple of five */
function lettersOf(bytes) {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return bits.match(/.{5}/g).map((five) => ALPHABET[parseInt(five, 2)]).join("");
}

/** @param {string} letters */
function bytesOf(letters) {
  const bits = [...letters].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g), (eight) => parseInt(eight, 2));
}
