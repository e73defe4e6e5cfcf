// The page: wires what is typed and tapped to the sending queue, and what the server says to the log.

import { draft } from "./kept.js";
import { Log } from "./log.js";
import { Sending } from "./sending.js";
import { Stream } from "./stream.js";

const at = (id) => document.getElementById(id);
const texts = JSON.parse(at("texts").textContent);
const language = document.documentElement.lang;
const limit = Number(document.body.dataset.limit);
const box = at("text");
const newest = at("newest");
const TYPING_AFTER = 300;
const TYPING_AT_MOST = 20_000;

const log = new Log(at("log"), at("conversation"), texts, language, { press, moved: () => { newest.hidden = log.atEnd; } });
const sending = new Sending({
  accepted(message) { log.mark(message.id, "sent"); stream.hurry(); fit(); },
  delayed(message, sentence) { log.mark(message.id, "not_sent"); notice(sentence); },
  refused: giveBack,
  forgotten: () => stream.restart(),
  uploading(message, share) { log.mark(message.id, "uploading", Math.round(share * 100)); },
  uploaded(message) { log.mark(message.id, "uploaded"); },
  notUploaded(message, sentence) { log.mark(message.id, "sent"); notice(sentence || texts.not_uploaded); },
});
const clock = (state) => dispatchEvent(new CustomEvent("clock", { detail: state })); // where it is moved by hand
const stream = new Stream({ hello, said, reply, typing: showTyping, ready, clock, state: showState });

let typing = 0;

function hello({ chat, fresh }) {
  sending.meet(chat);
  if (fresh) log.clear();
}

function said(line) {
  sending.arrived(line.id);
  log.said(line);
  greet();
}

function reply(line) {
  hideTyping();
  log.reply(line);
  greet();
}

function ready() {
  log.live();
  sending.messages.forEach((message) => log.pending(message));
  greet();
  sending.flush();
}

function greet() {
  at("welcome").hidden = !log.empty;
}

function say(text, press, file) {
  const message = sending.add(text, press, language, file);
  log.pending(message);
  log.follow();
  greet();
  notice("");
  sending.flush();
}

function press(row, position, label) {
  if (!sending.messages.some((one) => one.press?.row === row && one.press.position === position)) {
    say(label, { row, position });
  }
}

function giveBack(message, sentence) {
  log.remove(message.id);
  if (!message.press && !message.file && !box.value.trim()) write(message.text);
  notice(sentence || texts.refused);
  greet();
}

function notice(sentence) {
  at("notice").textContent = sentence || "";
  at("notice").hidden = !sentence;
}

/** Most answers come at once: only one that takes time is announced. */
function showTyping() {
  hideTyping();
  typing = setTimeout(() => {
    at("typing").hidden = false;
    log.settle();
    typing = setTimeout(hideTyping, TYPING_AT_MOST);
  }, TYPING_AFTER);
}

function hideTyping() {
  clearTimeout(typing);
  at("typing").hidden = true;
}

function showState(state) {
  at("state").textContent = texts[state];
  at("state").dataset.state = state;
  if (state !== "connected") hideTyping();
}

function write(text) {
  box.value = text;
  fit();
}

/** Grow with the text where the browser does not do so by itself, keep what is typed over a reload, watch the length. */
function fit() {
  if (!CSS.supports("field-sizing", "content")) {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }
  draft.keep(box.value);
  const length = [...box.value.trim()].length;
  box.toggleAttribute("aria-invalid", length > limit);
  notice(length > limit ? texts.too_long.replace("{n}", length).replace("{limit}", limit) : "");
}

function submit(event) {
  event.preventDefault();
  const text = box.value.trim();
  if (!text || [...text].length > limit) return box.focus();
  write("");
  say(text);
  box.focus();
}

/** What is chosen is sent at once; the same file may be chosen again. */
function attach() {
  const [file] = at("file").files;
  if (file) say(file.name, undefined, file);
  at("file").value = "";
}

at("attach").addEventListener("click", () => at("file").click());
at("file").addEventListener("change", attach);
at("composer").addEventListener("submit", submit);
box.addEventListener("input", fit);
box.addEventListener("keydown", (event) => {
  // While an input method still composes a letter, Enter belongs to it.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event);
});
for (const example of document.querySelectorAll("#welcome button")) {
  example.addEventListener("click", () => say(example.textContent));
}
newest.addEventListener("click", () => { log.toEnd(); box.focus({ preventScroll: true }); });
addEventListener("jump", () => { log.turn(); stream.hurry(); });
addEventListener("online", () => { stream.hurry(); sending.flush(); });

write(draft.read());
if (navigator.cookieEnabled) stream.connect();
else notice(texts.no_cookies);
if (matchMedia("(hover: hover)").matches) box.focus();
