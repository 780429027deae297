// The page in an export: opens the texts with the recovery code, without a connection.

import { secretIn } from "./code.js";
import { fromBase64, keyFromSecret, openEntry, unwrapKey, usableKey } from "./crypto.js";
import { kindOf, partsOf } from "./parts.js";

/** @param {string} id */
const at = (id) => document.getElementById(id);

async function openAll(typed) {
  const { owner, vault, wraps, entries } = JSON.parse(at("logbook").textContent);
  const wrap = wraps[0];
  const key = await keyFromSecret(await secretIn(typed), fromBase64(wrap.salt), "recovery");
  const raw = await unwrapKey(key, { owner, vault, id: wrap.id, kind: "recovery" }, wrap.wrapped);
  const usable = await usableKey(raw);
  const open = ({ id, version, sealed }) => openEntry(usable, { owner, vault, id, version }, sealed);
  const payloads = await Promise.all(entries.map(open));
  return payloads.sort((one, other) => (one.written < other.written ? 1 : -1));
}

function show(payloads) {
  const words = JSON.parse(at("words").textContent);
  const word = (name) => words[name];
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full" });
  for (const payload of payloads) {
    const article = document.createElement("article");
    const heading = document.createElement("h2");
    heading.textContent = `${day.format(new Date(payload.written))} · ${kindOf(payload, word)}`;
    article.append(heading);
    for (const { label, text } of partsOf(payload, word)) {
      for (const [tag, inside] of [["h3", label], ["p", text]]) {
        if (!inside) continue;
        const part = document.createElement(tag);
        part.textContent = inside;
        article.append(part);
      }
    }
    at("texts").append(article);
  }
}

at("open").addEventListener("submit", async (event) => {
  event.preventDefault();
  at("wrong").hidden = true;
  try {
    show(await openAll(/** @type {HTMLInputElement} */ (at("code")).value));
    at("open").hidden = true;
  } catch {
    at("wrong").hidden = false;
  }
});
