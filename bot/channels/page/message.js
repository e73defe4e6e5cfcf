// One message as it is shown. Every text is put in as text, never as markup.

const ZONE = "Asia/Ho_Chi_Minh";
const DAY = 86_400_000;
const SYMBOL = /(\d+\/[^\s,;:.()"“”]+)/u; // of a document ("47/NQ-CP"): not broken at the end of a line
const SHORT = 26;
const ROW = /^(\d{1,2}\.(?:\d{1,2}\.?)?)\s+(.*)$/u;

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/** The day and the time of a moment, as written in Hanoi. */
export function stamp(language, texts) {
  const locale = language === "vi" ? "vi-VN" : "en-GB";
  const clock = new Intl.DateTimeFormat(locale, { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = new Intl.DateTimeFormat(locale, { timeZone: ZONE, weekday: "long", day: "numeric", month: "numeric", year: "numeric" });
  return {
    time(at) {
      const element = make("time", "", clock.format(new Date(at)));
      element.dateTime = at;
      return element;
    },
    day(at) {
      const day = date.format(new Date(at));
      if (day === date.format(new Date())) return texts.today || day;
      return (day === date.format(new Date(Date.now() - DAY)) && texts.yesterday) || day;
    },
  };
}

/** `who` is for screen readers, or `named` for everybody; `sources` are the words that a line naming a source begins with
 *  (none in what people write); `below` is what stands under the text. */
export function message({ who, named = false, text, time, sources = null, below = [] }) {
  const foot = make("p", "foot", time, make("span", "mark"));
  const lines = sources ? written(text, sources) : [make("p", "line", text)];
  return make("div", "message", make("div", "bubble", make("span", named ? "name" : "unseen", `${who} `), ...lines, ...below, foot));
}

function written(text, sources) {
  const lines = text.split("\n");
  const long = lines.filter((line) => line.trim()).length > 2;
  return lines.flatMap((line, index) => {
    if (!line.trim()) return [];
    const shown = sources.some((mark) => line.startsWith(mark)) ? make("p", "line source", ...unbroken(line)) : row(line);
    shown.classList.toggle("first", index === 0 && long);
    shown.classList.toggle("gap", index > 0 && !lines[index - 1].trim());
    return [shown];
  });
}

/** A line of a list: its number set out, what follows the last dot (the period) set back. */
function row(text) {
  const [, number, rest] = ROW.exec(text) ?? [];
  if (!number) return make("p", "line", ...unbroken(text));
  const cut = rest.lastIndexOf(" · ");
  const title = cut < 0 ? rest : rest.slice(0, cut);
  const tail = rest.slice(title.length);
  const shown = make("span", tail.length > SHORT ? "tail" : "tail whole", tail.trimStart());
  return make("p", "line row", make("span", "number", `${number} `), ...unbroken(title), ...(tail ? [" ", shown] : []));
}

function unbroken(text) {
  return text.split(SYMBOL).filter(Boolean).map((part) => (SYMBOL.test(part) ? make("span", "whole", part) : part));
}
