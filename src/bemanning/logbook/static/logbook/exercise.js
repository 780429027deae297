// "What holds me back?": four questions, one at a time, with a quiet timer, beside last time when one wants.

import { dateWords, make, say, stamp, word } from "./dom.js";
import { foot, pageFor } from "./foot.js";

const QUESTIONS = 4;
const MINUTES = 5;

/** @param {any} app @param {string} id */
export function exercise(app, id) {
  const page = pageFor(app, id, { kind: "exercise", answers: ["", "", "", ""], at: 0, done: false });
  if (page.payload.done) return overview(app, page);
  return ask(app, page, Math.min(page.payload.at ?? 0, QUESTIONS - 1));
}

/** The exercise before this one, if any. */
function lastTime(app, { id, payload }) {
  const earlier = (one) => one.id !== id && one.payload.kind === "exercise" && one.payload.written < payload.written;
  return app.book.all().find(earlier);
}

function ask(app, page, first) {
  const { root, at } = stamp("t-exercise");
  const kept = (id) => {
    if (app.writing?.id === id) history.replaceState(null, "", `#oefening/${id}`);
  };
  const saving = app.write({ ...page, form: at.form, status: at.status, onKept: kept });
  let number = first;
  at.answer.addEventListener("input", () => {
    saving.payload = { ...saving.payload, answers: saving.payload.answers.with(number, at.answer.value) };
  });
  // Nobody waits for the line: the next question is there at once, and what was written is kept meanwhile.
  const goTo = (next) => {
    if (next === QUESTIONS) return finish(app, saving);
    number = next;
    saving.set({ at: number });
    showQuestion(app, at, saving, number);
    return at.answer.focus();
  };
  at.next.addEventListener("click", () => goTo(number + 1));
  at.previous.addEventListener("click", () => goTo(number - 1));
  timer(at);
  showQuestion(app, at, saving, number);
  app.show(root);
  at.answer.focus();
}

function finish(app, saving) {
  app.writing = null;
  saving.set({ done: true });
  history.replaceState(null, "", `#oefening/${saving.id}`);
  overview(app, saving);
}

function showQuestion(app, at, page, number) {
  at.step.textContent = word("question_of", { at: number + 1 });
  at.question.textContent = word(`question_${number + 1}`);
  at.answer.value = page.payload.answers[number] ?? "";
  at.next.textContent = word(number === QUESTIONS - 1 ? "finish" : "next");
  at.previous.hidden = number === 0;
  showLast(app, at, page, number);
}

function showLast(app, at, page, number) {
  const last = lastTime(app, page);
  const answer = last?.payload.answers[number];
  at["last-part"].hidden = !answer;
  at["last-part"].open = false;
  if (!answer) return;
  at["last-when"].textContent = word("last_time", { day: dateWords(last.payload.written) });
  at.last.textContent = answer;
}

/** Five minutes without figures: a bar that fills, a pause, and a kind word at the end. */
function timer(at) {
  let passed = 0;
  let ticking = null;
  const stop = () => {
    clearInterval(ticking);
    ticking = null;
  };
  const tick = () => {
    if (!at.progress.isConnected) return stop();
    passed += 1;
    at.progress.value = passed;
    if (passed < MINUTES * 60) return undefined;
    stop();
    passed = 0;
    at.progress.hidden = true;
    at.timer.textContent = word("timer_start");
    return say(at["timer-says"], word("timer_over"));
  };
  at.timer.addEventListener("click", () => {
    say(at["timer-says"], "");
    at.progress.hidden = false;
    if (ticking) stop();
    else ticking = setInterval(tick, 1000);
    at.timer.textContent = word(ticking ? "timer_pause" : "timer_go_on");
  });
}

/** @param {any} app @param {{id: string, payload: any}} page the exercise, or what still keeps it */
function overview(app, page) {
  const { root, at } = stamp("t-exercise-done");
  const last = lastTime(app, page);
  at.day.textContent = dateWords(page.payload.written);
  const show = (beside) => {
    at.compare.setAttribute("aria-pressed", String(beside));
    at.answers.replaceChildren(
      ...[0, 1, 2, 3].map((number) => answerPart(page.payload, beside ? last.payload : null, number)),
    );
  };
  at.compare.hidden = !last;
  at.compare.addEventListener("click", () => show(at.compare.getAttribute("aria-pressed") !== "true"));
  at.edit.addEventListener("click", () => ask(app, { id: page.id, payload: page.payload }, 0));
  foot(app, at, () => page.id);
  show(false);
  app.show(root);
}

function answerPart(payload, last, number) {
  const own = make("div", {}, make("p", { class: "words" }, payload.answers[number] || "…"));
  const columns = make("div", { class: "pair" }, own);
  if (last) {
    own.prepend(make("p", { class: "meta" }, dateWords(payload.written)));
    const then = make("p", { class: "meta" }, dateWords(last.written));
    columns.append(make("div", {}, then, make("p", { class: "words" }, last.answers[number] || "…")));
  }
  return make("section", {}, make("h2", {}, word(`question_${number + 1}`)), columns);
}
