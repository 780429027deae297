// What the pages cannot do without a script. Everything works without it too, only less smoothly.
"use strict";

// A form that is being sent is not sent again by a second click.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.hasAttribute("hx-post")) return;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
  setTimeout(() => delete event.target.dataset.sent, 4000);
});
// Signing out locks the logbook in every tab.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) new BroadcastChannel("bemanning-logbook").postMessage("lock");
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// Answers that stand in sight are read. Opening the page alone says nothing: a scanner or another tab may do that.
const unread = document.querySelector("form[data-read]");
const thread = document.querySelector(".thread, #board");
if (unread && thread) {
  const seen = new IntersectionObserver(async (entries) => {
    const inSight = document.visibilityState === "visible" && entries.some((entry) => entry.isIntersecting);
    if (!inSight || unread.dataset.told) return;
    unread.dataset.told = "yes";
    const answer = await fetch(unread.action, { method: "POST", body: new FormData(unread), redirect: "manual" });
    if (answer.type === "opaqueredirect" && !unread.contains(document.activeElement)) unread.hidden = true;
  });
  seen.observe(thread);
  const again = () => { seen.unobserve(thread); seen.observe(thread); };
  document.addEventListener("visibilitychange", again);
  // A board fetches ideas while it is open: those are read too.
  thread.addEventListener("renewed", () => { delete unread.dataset.told; again(); });
}

const area = document.querySelector("[data-writing]");
if (area) {
  const away = document.getElementById("away");
  const key = `draft:${area.dataset.writing}`;
  const layer = () => document.getElementById("layer");

  // The marks lie behind the text. They show only while they belong to the very text in the field.
  const follow = () => {
    const marks = layer();
    if (!marks) return;
    marks.classList.toggle("stale", marks.textContent.trimEnd() !== area.value.trimEnd());
    marks.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", follow);
  // What was typed before the scripts were there (a slow line, the back button) is read and saved as well.
  addEventListener("load", () => {
    if (area.value !== area.defaultValue) area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  area.addEventListener("scroll", follow);
  document.addEventListener("htmx:afterSettle", follow);
  follow();

  // When the server is away, or the writer is signed out, the words stay in this page, and in this tab until saved.
  const out = document.getElementById("signed-out");
  const keep = ({ detail }) => {
    out.hidden = ![401, 403].includes(detail.xhr.status);
    away.hidden = !out.hidden;
    sessionStorage.setItem(key, area.value);
  };
  document.addEventListener("htmx:sendError", keep);
  document.addEventListener("htmx:responseError", keep);
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    away.hidden = out.hidden = true;
    sessionStorage.removeItem(key);
    // With its history off, so that no page with words is kept in the browser, htmx leaves the address alone.
    const own = event.detail.xhr.getResponseHeader("HX-Replace-Url");
    if (own) history.replaceState(history.state, "", own); // loading again or going back opens the draft
  });
  const kept = sessionStorage.getItem(key);
  if (kept && kept !== area.value) { area.value = kept; follow(); area.dispatchEvent(new Event("input", { bubbles: true })); }

  // What somebody opened, ticked or typed beside the text while the server was reading stays as it is.
  let hands = [];
  document.addEventListener("htmx:beforeSwap", () => {
    hands = [...document.querySelectorAll("#coach details[id], #people details[id], #people input[id]")]
      .map(({ id, open, checked, value }) => ({ id, open, checked, value }));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "coach") return;
    for (const was of hands) {
      const now = document.getElementById(was.id);
      if (!now) continue;
      if (now.tagName === "DETAILS") now.open = was.open;
      else if (now.type === "checkbox" || now.type === "radio") now.checked = was.checked;
      else now.value = was.value;
    }
    // The button that let a point rest is gone; the reader goes on where the coach begins.
    if (document.activeElement === document.body) document.getElementById("coach-head")?.focus();
  });

  // First words of the coach go where the writer is, and come out again: with the button here, or with Ctrl+Z.
  const added = document.getElementById("added");
  let taken; // what stood in the field before, what stands there now, and where the first words are
  let placed = false;
  document.addEventListener("selectionchange", () => { placed ||= document.activeElement === area; });

  const replaceWords = (start, end, words) => {
    area.focus();
    area.setSelectionRange(start, end);
    // This way the browser's own undo knows of it.
    if (!document.execCommand(words ? "insertText" : "delete", false, words)) {
      area.setRangeText(words, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const spot = () => {
    const closing = document.querySelector("#coach [data-closing]")?.dataset.closing ?? "";
    const end = area.value.length - (closing && area.value.endsWith(closing) ? closing.length : 0);
    if (!placed || area.selectionEnd >= end) return end;
    // Inside a sentence they wait until it ends.
    const before = area.value.slice(0, area.selectionEnd);
    if (/(^|[.!?…\n])\s*$/.test(before)) return area.selectionEnd;
    return area.selectionEnd + /^[^.!?…\n]*[.!?…]*/.exec(area.value.slice(area.selectionEnd))[0].length;
  };
  document.addEventListener("click", (event) => {
    const starter = event.target.closest("#coach [name=insert]");
    if (!starter) return;
    event.preventDefault();
    const before = area.value, start = spot(), rest = before.slice(start);
    const last = before.slice(0, start).at(-1) ?? " ";
    const joint = /\s/.test(last) ? "" : /[\p{L}\p{N}]/u.test(last) ? ". " : " ";
    const words = joint + starter.value + (/^\S/.test(rest) ? " " : "");
    replaceWords(start, start, words);
    taken = { before, after: area.value, start, end: start + words.length };
    const gap = words.indexOf("…");
    if (gap >= 0) area.setSelectionRange(start + gap, start + gap + 1);
    added.hidden = false;
    const sheet = document.getElementById("coach-open");
    if (sheet.offsetParent) sheet.checked = false; // on a phone the sheet would lie over the words
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#take-out") || !taken) return;
    event.preventDefault();
    const { before, start, end } = taken;
    replaceWords(start, end, "");
    if (area.value !== before) replaceWords(0, area.value.length, before);
    area.setSelectionRange(start, start);
  });
  // Once the writer goes on, there is nothing to take out any more.
  area.addEventListener("input", () => {
    if (taken && area.value !== taken.after) { taken = undefined; added.hidden = true; }
  });
}
