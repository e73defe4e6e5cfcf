// What is still to be sent. Each message has an id made here, so that sending it again is harmless; the queue outlives a reload.

import { unsent } from "./kept.js";

const PATIENCE = 20_000;
const LONGEST_WAIT = 10_000;

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Sending {
  /** `on`: accepted(message), delayed(message, sentence), refused(message, sentence), forgotten(): the server knows another chat;
   *  of a file uploading(message, share), uploaded(message), notUploaded(message, sentence). */
  constructor(on) {
    this.on = on;
    this.chat = null; // as the server named it; nothing is sent before that
    this.owner = null; // the chat under which the messages are kept
    this.messages = [];
    this.failures = 0;
    this.files = new Map(); // by the id of their message; a reload forgets them
  }

  /** The server has said which chat this is: what was left unsent in it is sent now, what is left in others stays there. */
  meet(chat) {
    this.chat = chat;
    if (this.owner === chat) return;
    const written = this.messages;
    for (const message of written) {
      unsent.drop(this.owner, message.id);
      unsent.keep(chat, message);
    }
    this.messages = [...unsent.read(chat).filter(({ id }) => !written.some((one) => one.id === id)), ...written];
    this.owner = chat;
  }

  add(text, press, language, file) {
    const message = { id: newId(), text, language, at: new Date().toISOString(), ...(press && { press }) };
    if (file) {
      message.file = { name: file.name, type: file.type, size: file.size };
      this.files.set(message.id, file);
    }
    this.messages.push(message);
    if (!file) unsent.keep(this.owner, message);
    return message;
  }

  /** The server has it: it said so, or the message came back in the conversation. */
  arrived(id) {
    this.messages = this.messages.filter((message) => message.id !== id);
    unsent.drop(this.owner, id);
  }

  /** Send what waits, in order, one at a time. */
  async flush() {
    clearTimeout(this.later);
    if (this.busy) return;
    this.busy = true;
    while (this.chat && this.messages.length && (await this.sent(this.messages[0])));
    this.busy = false;
  }

  /** Whether the next message may follow. */
  async sent(message) {
    let answer;
    let error = "";
    let wanted = false;
    try {
      answer = await this.post(message);
      ({ error = "", wanted = false } = await answer.json());
    } catch {
      // No answer, or not one of ours: the server is away.
    }
    if (answer?.status === 401) return this.introduce();
    if (!answer || answer.status === 429 || answer.status >= 500) return this.delay(message, answer, error);
    this.failures = 0;
    this.arrived(message.id);
    if (answer.ok) this.on.accepted(message);
    if (answer.ok && wanted) this.upload(message);
    else this.files.delete(message.id);
    if (!answer.ok) this.on.refused(message, error);
    return true;
  }

  /** The bytes of a file that is wanted, beside what is sent next; tried again where the server was away. */
  upload(message, tries = 3) {
    const request = new XMLHttpRequest(); // fetch tells nothing of how far it is
    const again = () => (tries > 1 ? setTimeout(() => this.upload(message, tries - 1), this.pause()) : this.giveUp(message, ""));
    request.open("POST", `uploads/${message.id}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => this.on.uploading(message, total ? loaded / total : 0);
    request.onerror = again;
    request.onload = () => {
      if (request.status >= 500) return again();
      if (request.status === 200) {
        this.files.delete(message.id);
        return this.on.uploaded(message);
      }
      let sentence = "";
      try {
        sentence = JSON.parse(request.responseText).error;
      } catch {
        // Not one of our answers.
      }
      return this.giveUp(message, sentence);
    };
    request.send(this.files.get(message.id));
  }

  giveUp(message, sentence) {
    this.files.delete(message.id);
    this.on.notUploaded(message, sentence);
  }

  post({ id, text, language, press, file }) {
    return fetch("messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ chat: this.chat, id, text, language, press, file }),
      signal: AbortSignal.timeout?.(PATIENCE),
    });
  }

  introduce() {
    this.chat = null;
    this.later = setTimeout(() => this.on.forgotten(), this.pause());
    return false;
  }

  delay(message, answer, error) {
    this.on.delayed(message, error);
    const asked = Number(answer?.headers.get("Retry-After")) * 1000;
    this.later = setTimeout(() => this.flush(), asked || this.pause());
    return false;
  }

  pause() {
    this.failures += 1;
    return Math.min(LONGEST_WAIT, 250 * 2 ** this.failures);
  }
}
