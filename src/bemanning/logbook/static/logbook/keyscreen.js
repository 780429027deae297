// Another passphrase, another code, a passkey: the lock changes, the texts do not.

import { CodeSlip } from "./code.js";
import { SealBroken } from "./crypto.js";
import { busy, say, stamp, word } from "./dom.js";
import { attempt, faultIn, onSubmit, recoverySheet } from "./gate.js";
import { openWithCode, openWithPassphrase, wrapWithNewCode, wrapWithPasskey, wrapWithPassphrase } from "./keys.js";
import { mayHavePasskey } from "./passkey.js";

/** @param {any} app */
export function keyScreen(app) {
  const { root, at } = stamp("t-keys");
  const [now, one, again] = ["k-now", "k-new", "k-again"].map((id) => root.querySelector(`#${id}`));
  at["passkey-option"].hidden = !mayHavePasskey();
  at.form.addEventListener("change", () => {
    at["new-part"].hidden = at.form.elements.what.value !== "passphrase";
  });
  onSubmit(at.form, () =>
    attempt(app, at, async () => {
      say(at.done, "");
      const what = at.form.elements.what.value;
      const fault = what === "passphrase" ? faultIn(one.value, again.value) : "";
      if (fault) return say(at.wrong, fault);
      const raw = await rawBy(app, now.value);
      if (!raw) return say(at.wrong, word("wrong_secret"));
      await CHANGES[what](app, at, { owner: app.owner, vault: app.vault.id, raw, passphrase: one.value });
      return undefined;
    }),
  );
  showPasskeys(app, at);
  app.show(root);
}

/** The key, by a passphrase or a code, whichever was typed; null when it is neither. */
async function rawBy(app, typed) {
  for (const open of [openWithPassphrase, openWithCode]) {
    try {
      return await open(app.owner, app.vault, typed);
    } catch (error) {
      if (!(error instanceof SealBroken || error instanceof CodeSlip)) throw error;
    }
  }
  return null;
}

/** @type {Record<string, (app: any, at: any, given: any) => Promise<void>>} */
const CHANGES = {
  async passphrase(app, at, given) {
    await put(app, at, await wrapWithPassphrase(given));
  },
  async recovery(app, at, given) {
    const { code, wrap } = await wrapWithNewCode(given);
    const done = async () => {
      await put(app, at, wrap);
      at.sheet.replaceChildren();
      at.sheet.hidden = true;
    };
    at.sheet.replaceChildren(recoverySheet(app, { code, go: word("use_code"), done }));
    at.sheet.hidden = false;
    at.sheet.querySelector("[data-at=print]").focus();
  },
  async passkey(app, at, given) {
    let wrap;
    try {
      wrap = await wrapWithPasskey({ ...given, name: word("logbook") });
    } catch {
      say(at.wrong, word("passkey_cannot"));
      return;
    }
    await put(app, at, wrap);
    showPasskeys(app, at);
  },
};

async function put(app, at, wrap) {
  app.vault = (await app.server.putWrap(wrap)).data.vault;
  at.form.reset();
  at["new-part"].hidden = false;
  say(at.done, word(`done_${wrap.kind}`));
}

function showPasskeys(app, at) {
  const known = app.vault.wraps.filter((one) => one.kind === "passkey");
  at["passkeys-part"].hidden = known.length === 0;
  const rows = known.map((one, number) => {
    const part = stamp("t-passkey");
    part.at.name.textContent = word("passkey_name", { number: number + 1 });
    part.at.remove.setAttribute("aria-label", `${part.at.remove.textContent}: ${part.at.name.textContent}`);
    part.at.remove.addEventListener("click", () =>
      busy(part.at.remove, async () => {
        await app.server.removeWrap(one.id);
        await app.readVault();
        showPasskeys(app, at);
      }),
    );
    return part.root;
  });
  at.passkeys.replaceChildren(...rows);
}
