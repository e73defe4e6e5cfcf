// What the server says, in order. After a break it goes on behind the last line that was seen, so nothing is lost or doubled.

const SILENCE = 50_000; // the server speaks every 20 seconds
const DOUBT = 25_000;
const LONGEST_WAIT = 8_000;
const EVENTS = ["hello", "said", "reply", "typing", "ready", "alive", "replaced", "clock"];

export class Stream {
  /** `on`: hello, said, reply, typing, ready, clock (given the event's data) and state("connecting", "connected", "lost", "elsewhere"). */
  constructor(on) {
    this.on = on;
    this.after = 0;
    this.chat = ""; // of which `after` is the last line seen
    this.failures = 0;
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.hurry(); });
    addEventListener("pageshow", (event) => { if (event.persisted) this.connect(); });
    addEventListener("pagehide", () => this.source?.close());
  }

  connect() {
    clearTimeout(this.later);
    this.source?.close();
    this.source = new EventSource(`events?after=${this.after}&chat=${this.chat}`);
    this.source.onerror = () => this.lost();
    for (const name of EVENTS) this.source.addEventListener(name, (event) => this.heard(name, event));
    this.watch();
  }

  heard(name, event) {
    this.watch();
    const data = JSON.parse(event.data);
    if (name === "hello") this.chat = data.chat;
    if (name === "hello" && data.fresh) this.after = 0;
    if (event.lastEventId) this.after = Number(event.lastEventId);
    if (name === "ready") {
      this.failures = 0;
      this.on.state("connected");
    }
    if (name === "replaced") this.leave();
    else this.on[name]?.(data);
  }

  /** Another tab of this browser took the place: come back when this one is looked at. */
  leave() {
    this.close();
    this.on.state("elsewhere");
  }

  lost() {
    this.close();
    this.failures += 1;
    this.on.state("lost");
    const wait = Math.min(LONGEST_WAIT, 250 * 2 ** this.failures);
    this.later = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }

  close() {
    clearTimeout(this.silence);
    this.source?.close();
    this.source = null;
  }

  /** The server may be there: do not wait any longer. A phone that slept has a stream that is dead and does not know it. */
  hurry() {
    if (!this.source || Date.now() - this.heardAt > DOUBT) this.connect();
  }

  /** Begin the conversation anew: the server knows this browser by another name. */
  restart() {
    this.after = 0;
    this.connect();
  }

  watch() {
    this.heardAt = Date.now();
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lost(), SILENCE);
  }
}
