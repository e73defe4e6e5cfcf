// What this browser keeps over a reload. A browser that keeps nothing still works, it only forgets.

function quietly(action, otherwise) {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

const DRAFT = "draft";
const place = (chat, id) => `unsent.${chat}.${id}`;

export const draft = {
  read: () => quietly(() => sessionStorage.getItem(DRAFT), null) || "",
  keep: (text) => quietly(() => sessionStorage.setItem(DRAFT, text)),
};

/** Each message under a name of its own, so that two tabs never overwrite each other's; each chat by itself. */
export const unsent = {
  read: (chat) => quietly(() => Object.keys(localStorage)
    .filter((key) => key.startsWith(place(chat, "")))
    .map((key) => JSON.parse(localStorage.getItem(key)))
    .sort((one, other) => one.at.localeCompare(other.at)), []),
  keep: (chat, message) => quietly(() => localStorage.setItem(place(chat, message.id), JSON.stringify(message))),
  drop: (chat, id) => quietly(() => localStorage.removeItem(place(chat, id))),
};
