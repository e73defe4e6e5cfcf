// What this browser keeps over a reload. A browser that keeps nothing still works, it only forgets.

function quietly(action, otherwise) {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

const DRAFT = "draft";
const UNSENT = "unsent.";

export const draft = {
  read: () => quietly(() => sessionStorage.getItem(DRAFT), null) || "",
  keep: (text) => quietly(() => sessionStorage.setItem(DRAFT, text)),
};

/** Each message under its own name, so that two tabs never overwrite each other's. */
export const unsent = {
  read: () => quietly(() => Object.keys(localStorage)
    .filter((key) => key.startsWith(UNSENT))
    .map((key) => JSON.parse(localStorage.getItem(key)))
    .sort((one, other) => one.at.localeCompare(other.at)), []),
  keep: (message) => quietly(() => localStorage.setItem(UNSENT + message.id, JSON.stringify(message))),
  drop: (id) => quietly(() => localStorage.removeItem(UNSENT + id)),
};
