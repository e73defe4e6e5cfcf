// A file that comes with a reply: a link that downloads it; a picture is seen in it, too.

const STEPS = [[1e6, "megabyte"], [1e3, "kilobyte"], [1, "byte"]];

/** `row` is the reply's, by whose number the server has the file. */
export function fileLink(row, { name, size, picture }, texts, language) {
  const link = document.createElement("a");
  link.className = "file";
  link.href = `files/${row}`;
  link.download = name;
  if (picture) link.append(shown(link.href));
  link.append(part("unseen", `${texts.download} `), part("file-name", name), " ", part("file-size", inUnits(size, language)));
  return link;
}

function shown(address) {
  const image = document.createElement("img");
  image.src = address;
  image.alt = ""; // its name stands beside it
  image.loading = "lazy";
  return image;
}

function part(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

function inUnits(size, language) {
  const [step, unit] = STEPS.find(([least]) => size >= least);
  const digits = size / step < 10 && step > 1 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: digits }).format(size / step);
}
