// Asks all the time whether the ideas changed, and fetches them only then. No connection stays open.
"use strict";
{
  const PAUSE = 700; // milliseconds; what comes with it stays well within the two seconds that a room may wait
  const board = document.getElementById("board");
  let tag = `"${board.dataset.version}"`;
  const show = (html) => {
    // What was ticked or focused stays so.
    const ticked = [...board.querySelectorAll("input:checked")].map((box) => box.id);
    const focused = board.contains(document.activeElement) ? document.activeElement.id : "";
    board.innerHTML = html;
    for (const id of ticked) {
      const box = document.getElementById(id);
      if (box) box.checked = true;
    }
    if (focused) document.getElementById(focused)?.focus();
  };
  const unsent = () => [...document.querySelectorAll("textarea")].some((field) => field.value.trim());
  const look = async () => {
    // Without cookies the server needs one small query to say that nothing changed.
    const stand = await fetch(board.dataset.stand, { credentials: "omit", cache: "no-store", headers: { "If-None-Match": tag } });
    if (stand.status !== 200) return;
    const ideas = await fetch(board.dataset.ideas, { cache: "no-store" });
    // The meeting has closed. Words that are not sent yet stay: sending them shows them again, with what happened.
    if (ideas.redirected) return unsent() ? undefined : location.reload();
    if (!ideas.ok) return;
    show(await ideas.text());
    tag = stand.headers.get("ETag");
    board.dispatchEvent(new Event("renewed"));
  };
  const turn = async () => {
    try {
      if (!document.hidden) await look();
    } catch {
      // The server is away for a moment; the next turn asks again.
    }
    setTimeout(turn, PAUSE);
  };
  setTimeout(turn, PAUSE);
}
