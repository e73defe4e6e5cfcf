// The conversation as it is shown: what was said in the server's order, below it what still waits to be sent.

import { fileLink } from "./file.js";
import { message, stamp } from "./message.js";

const NEAR_END = 64;

export class Log {
  /** `on`: press(row, position, label) for a chosen button, moved() when the view of the conversation changed. */
  constructor(element, scroller, texts, language, on) {
    Object.assign(this, { element, scroller, texts, language, on });
    this.stamp = stamp(language, texts);
    this.shown = new Map(); // own messages by their id, replies by their row
    this.lastDay = "";
    this.following = true;
    this.turned = null; // the place of the first of what comes unasked
    scroller.addEventListener("scroll", () => this.moved(), { passive: true });
    new ResizeObserver(() => this.resized()).observe(scroller);
  }

  get empty() { return this.shown.size === 0; }

  get atEnd() { return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_END; }

  /** What comes next is history, which a screen reader does not read out. */
  clear() {
    this.element.setAttribute("aria-busy", "true");
    this.element.setAttribute("aria-live", "off");
    this.element.replaceChildren();
    this.shown.clear();
    this.lastDay = "";
    this.following = true;
    this.turned = null;
  }

  /** The history is complete: from now on what is added is news. */
  live() {
    if (!this.element.hasAttribute("aria-busy")) return;
    this.element.removeAttribute("aria-busy");
    this.toEnd();
    setTimeout(() => this.element.setAttribute("aria-live", "polite"), 500);
  }

  pending({ id, text, at }) {
    if (this.shown.has(id)) return;
    const mine = message({ who: this.texts.you, text, time: this.stamp.time(at) });
    mine.classList.add("mine", "pending");
    this.element.append(mine);
    this.shown.set(id, mine);
    this.mark(id, "sending");
  }

  /** What becomes of it: "sending", "not_sent" (yet), "sent"; of a file "uploading" (so many per cent), "uploaded". */
  mark(id, state, n = 0) {
    const mark = this.shown.get(id)?.querySelector(".mark");
    if (!mark) return;
    mark.dataset.state = state;
    mark.textContent = this.texts[state].replace("{n}", n);
  }

  remove(id) {
    this.shown.get(id)?.remove();
    this.shown.delete(id);
  }

  /** `by` is the name of somebody else in a group; without it this is one's own. */
  said({ id, text, at, by }) {
    if (by !== undefined) return this.theirs(id, by, text, at);
    let mine = this.shown.get(id);
    if (mine && !mine.classList.contains("pending")) return;
    mine ??= message({ who: this.texts.you, text, time: this.stamp.time(at) });
    mine.classList.add("mine");
    mine.classList.remove("pending");
    mine.querySelector("time").replaceWith(this.stamp.time(at)); // the server's clock counts
    this.insert(id, mine, at);
    if (!mine.querySelector(".mark").dataset.state?.startsWith("upload")) this.mark(id, "sent"); // its file may be further
  }

  theirs(id, name, text, at) {
    if (this.shown.has(id)) return;
    this.insert(id, message({ who: name, named: true, text, time: this.stamp.time(at) }), at);
    this.settle();
  }

  /** `edits` is the row of an earlier reply, which says this from now on. */
  reply({ row, text, at, buttons, file, edits }) {
    if (this.shown.has(row)) return;
    const sources = this.texts.source_marks.split("|");
    const below = file ? [fileLink(row, file, this.texts, this.language)] : [];
    const theirs = message({ who: this.texts.bot, text, time: this.stamp.time(at), sources, below });
    if (buttons.length) theirs.append(this.choices(row, buttons));
    const earlier = this.shown.get(edits);
    if (earlier) {
      earlier.replaceWith(theirs);
      this.shown.set(edits, theirs).set(row, theirs);
      return;
    }
    this.insert(row, theirs, at);
    if (edits !== undefined) this.shown.set(edits, theirs);
    this.settle();
  }

  insert(key, element, at) {
    const next = [...this.element.querySelectorAll(".pending")].find((one) => one !== element) ?? null;
    const day = this.stamp.day(at);
    if (day !== this.lastDay) this.element.insertBefore(this.separator(day), element.isConnected ? element : next);
    this.lastDay = day;
    if (!element.isConnected || next?.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING) {
      this.element.insertBefore(element, next);
    }
    this.shown.set(key, element);
  }

  separator(day) {
    const line = document.createElement("p");
    line.className = "day";
    line.textContent = day;
    return line;
  }

  choices(row, labels) {
    const list = document.createElement("ul");
    list.className = "choices";
    list.setAttribute("aria-label", this.texts.choices);
    labels.forEach((label, position) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => this.on.press(row, position, label));
      list.append(document.createElement("li"));
      list.lastChild.append(button);
    });
    return list;
  }

  /** Only a person's own scrolling decides whether the end is followed, not that the keyboard has left less room. */
  moved() {
    if (this.scroller.clientHeight === this.height) this.following = this.atEnd;
    this.on.moved();
  }

  resized() {
    this.height = this.scroller.clientHeight;
    if (this.following && this.turned === null) this.toEnd();
    else if (this.following) this.settle();
  }

  follow() {
    this.following = true;
    this.turned = null;
    this.settle();
  }

  /** What is added next comes unasked: it is shown from its beginning. */
  turn() {
    this.following = true;
    this.turned = this.element.childElementCount;
  }

  /** Show what was added, but never move its beginning out of sight: the last question above a long answer to it. */
  settle() {
    if (this.following && !this.element.hasAttribute("aria-busy")) {
      const mine = [...this.element.querySelectorAll(".mine")].pop();
      const asked = mine?.previousElementSibling?.matches(".day") ? mine.previousElementSibling : mine;
      const top = this.turned === null ? asked : this.element.children[this.turned];
      const end = this.scroller.scrollHeight - this.scroller.clientHeight;
      this.scroller.scrollTop = top ? Math.min(end, top.offsetTop - this.scroller.offsetTop - 12) : end;
    }
    this.on.moved();
  }

  toEnd() {
    this.following = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.on.moved();
  }
}
