// The bar of a demo: what day it is there, and the jumps to later days. The messages come as everywhere.
// To it: the event "clock" with what the server says. From it: the event "jump" before new messages come unasked.

const SHOWN_AFTER = 300; // most jumps are over before that

const bar = document.getElementById("demo");
const find = (selector) => bar.querySelector(selector);
const [today, note, day] = [find("strong"), find(".note"), find("#demo-until")];
const [until, playing, stop] = [find(".until"), find(".playing"), find(".playing button")];
let chat = "";
let later = 0;

function show(state) {
  tell(chat && state.chat !== chat ? bar.dataset.anew : state.note);
  chat = state.chat;
  if (today.textContent !== state.today) today.textContent = state.today;
  if (document.activeElement !== day) day.value = state.day;
  showProgress(state.playing);
}

function showProgress(state) {
  bar.toggleAttribute("data-playing", Boolean(state));
  for (const step of bar.querySelectorAll(".steps button")) step.setAttribute("aria-disabled", Boolean(state));
  if (!state) return swap(false);
  Object.assign(find("progress"), { max: state.days, value: state.done });
  find("#demo-playing").textContent = state.label;
  later ||= setTimeout(() => swap(true), SHOWN_AFTER);
}

/** The progress in place of the choice of a day; who was there with the keyboard stays there. */
function swap(plays) {
  if (!plays) {
    clearTimeout(later);
    later = 0;
  }
  if (playing.hidden !== plays) return;
  const inside = (plays ? until : playing).contains(document.activeElement);
  until.hidden = plays;
  playing.hidden = !plays;
  if (inside) (plays ? stop : day).focus({ preventScroll: true });
}

function tell(sentence) {
  if (note.textContent !== sentence) note.textContent = sentence;
}

/** What the server answers; null when it says no, which is shown. */
async function ask(what, body) {
  try {
    const answer = await fetch(what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const said = await answer.json();
    if (answer.ok) return said;
    tell(said.error);
  } catch {
    tell(bar.dataset.lost);
  }
  return null;
}

async function jump(to) {
  if (bar.hasAttribute("data-playing")) return;
  dispatchEvent(new Event("jump"));
  const begun = await ask("jump", { chat, to });
  if (begun && begun.chat !== chat) location.reload(); // a day that is past: another demo
}

for (const step of bar.querySelectorAll(".steps button")) step.addEventListener("click", () => jump(step.value));
until.addEventListener("submit", (event) => {
  event.preventDefault();
  if (day.value) jump(day.value);
  else tell(bar.dataset.noDay);
});
stop.addEventListener("click", () => ask("stop", { chat }));
find(".restart").addEventListener("click", async () => { if (await ask("restart", {})) location.reload(); });
addEventListener("clock", (event) => show(event.detail));
