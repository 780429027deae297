// The screens before the logbook is open: set-up, unlocking, the recovery code, and the honest dead end.

import { CodeSlip, codeOf, secretIn } from "./code.js";
import { SealBroken } from "./crypto.js";
import { busy, dateWords, say, stamp, word } from "./dom.js";
import { newVault, openWithCode, openWithPasskey, openWithPassphrase, wrapWithPassphrase } from "./keys.js";
import { Away, SignedOut } from "./server.js";

export const LEAST = 12; // characters of a passphrase

/** What is wrong with a new passphrase; empty when it is fine. @param {string} one @param {string} again */
export function faultIn(one, again) {
  if (one.trim().length < LEAST) return word("too_short");
  return one === again ? "" : word("not_same");
}

/** Do what a form asks for; say it below the form when it does not work. @param {any} app @param {any} at
 * @param {() => Promise<any>} work */
export function attempt(app, at, work) {
  say(at.wrong, "");
  return busy(at.go, async () => {
    try {
      await work();
    } catch (error) {
      if (error instanceof SignedOut) app.signedOut();
      else if (error instanceof Away) say(at.wrong, word("away"));
      else throw error;
    }
  });
}

/** @param {HTMLFormElement} form @param {() => void} work */
export function onSubmit(form, work) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    work();
  });
}

/** The sheet with a code, and the rehearsal. Nothing counts until the code was typed back.
 * @param {any} app @param {{code: string, go: string, done: () => Promise<any>}} given @returns {HTMLElement} */
export function recoverySheet(app, { code, go, done }) {
  const { root, at } = stamp("t-sheet");
  at.code.textContent = code;
  at.day.textContent = dateWords(new Date().toISOString());
  at.go.textContent = go;
  at.print.addEventListener("click", () => {
    document.body.classList.add("printing-sheet");
    print();
    document.body.classList.remove("printing-sheet");
  });
  onSubmit(at.rehearse, () =>
    attempt(app, at, async () => {
      try {
        const typed = await secretIn(root.querySelector("input").value);
        if ((await codeOf(typed)) !== code) return say(at.wrong, word("other_code"));
      } catch (error) {
        if (error instanceof CodeSlip) return say(at.wrong, word("slip"));
        throw error;
      }
      return done(at);
    }),
  );
  return root;
}

/** @param {any} app @param {(raw: Uint8Array) => Promise<any>} opened */
export function setUp(app, opened) {
  const { root, at } = stamp("t-setup");
  const [one, again] = root.querySelectorAll("input");
  at.go = at.choose.querySelector("button");
  onSubmit(at.choose, () =>
    attempt(app, at, async () => {
      const fault = faultIn(one.value, again.value);
      if (fault) return say(at.wrong, fault);
      const made = await newVault(app.owner, one.value);
      const begin = async (sheet) => {
        const answer = await app.server.begin(made.vault);
        if (answer.status === 409) return say(sheet.wrong, word("exists"));
        app.vault = answer.data.vault;
        return opened(made.raw);
      };
      at.sheet.replaceChildren(recoverySheet(app, { code: made.code, go: word("begin"), done: begin }));
      at.sheet.hidden = false;
      at.sheet.querySelector("h2").scrollIntoView();
      at.sheet.querySelector("[data-at=print]").focus();
      return undefined;
    }),
  );
  app.show(root);
}

/** @param {any} app @param {{why: string, opened: any, lost: () => void}} given */
export function unlock(app, { why, opened, lost }) {
  const { root, at } = stamp("t-unlock");
  const field = root.querySelector("input");
  say(at.why, why);
  onSubmit(at.form, () =>
    attempt(app, at, async () => {
      try {
        await opened(await openWithPassphrase(app.owner, app.vault, field.value));
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        say(at.wrong, word("wrong_passphrase"));
        field.select();
      }
    }),
  );
  at.passkey.hidden = !app.vault.wraps.some((one) => one.kind === "passkey");
  at.passkey.addEventListener("click", () =>
    attempt(app, at, async () => {
      let raw;
      try {
        raw = await openWithPasskey(app.owner, app.vault);
      } catch {
        return say(at.wrong, word("passkey_failed"));
      }
      return opened(raw);
    }),
  );
  at.lost.addEventListener("click", lost);
  app.show(root);
  if (why === "") field.focus();
}

/** @param {any} app @param {{opened: any, back: () => void, lost: () => void}} given */
export function recover(app, { opened, back, lost }) {
  const { root, at } = stamp("t-recover");
  const [code, one, again] = root.querySelectorAll("input");
  onSubmit(at.form, () =>
    attempt(app, at, async () => {
      const fault = faultIn(one.value, again.value);
      if (fault) return say(at.wrong, fault);
      try {
        const raw = await openWithCode(app.owner, app.vault, code.value);
        const given = { owner: app.owner, vault: app.vault.id, raw, passphrase: one.value };
        app.vault = (await app.server.putWrap(await wrapWithPassphrase(given))).data.vault;
        return opened(raw);
      } catch (error) {
        if (error instanceof CodeSlip) return say(at.wrong, word("slip"));
        if (error instanceof SealBroken) return say(at.wrong, word("wrong_code"));
        throw error;
      }
    }),
  );
  at.back.addEventListener("click", back);
  at.lost.addEventListener("click", lost);
  app.show(root);
}

/** @param {any} app @param {{back: () => void, erased: () => void}} given */
export function lost(app, { back, erased }) {
  const { root, at } = stamp("t-lost");
  onSubmit(at.form, () =>
    attempt(app, at, async () => {
      if (!at.sure.checked) return say(at.wrong, word("tick_first"));
      await app.server.eraseAll();
      await app.store.forgetAll(app.vault.id);
      app.vault = null;
      return erased();
    }),
  );
  at.back.addEventListener("click", back);
  app.show(root);
}
