// The menu of roles to try out. All that it does is to open the address at which the page is that of the role.

const dialog = document.getElementById("trial");
const form = dialog.querySelector("form");
const agencies = JSON.parse(document.getElementById("agencies").textContent)
  .map((agency) => ({ ...agency, found: ` ${fold(agency.found)}` }));

/** Small letters without marks, words only: "Bộ NN&MT" as "bo nn mt". */
function fold(text) {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ");
}

/** A list of agencies. A typed text leaves those that it can mean, and chooses the first of them. */
class Picker {
  constructor(element) {
    this.element = element;
    this.name = element.dataset.name;
    this.search = element.querySelector("[type=search]");
    this.status = element.querySelector("[role=status]");
    this.rows = agencies.map((agency) => this.row(agency));
    this.list = element.querySelector("div");
    this.list.append(...this.rows.map(({ label }) => label));
    this.rows[0].input.checked = true;
    this.search.addEventListener("input", () => this.narrow());
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // the agency is chosen, not yet everything
    });
  }

  row({ id, name, found }) {
    const input = Object.assign(document.createElement("input"), { type: "radio", name: this.name, value: id });
    const text = Object.assign(document.createElement("span"), { textContent: name });
    const label = document.createElement("label");
    label.append(input, " ", text);
    return { id, found, input, label };
  }

  get chosen() { return this.rows.find(({ input }) => input.checked); }

  choose(id) {
    const row = this.rows.find((one) => one.id === id);
    if (row) row.input.checked = true;
  }

  /** Each typed word begins a word of the name, of the abbreviations, or of the English name. */
  fitting() {
    const words = fold(this.search.value).split(" ").filter(Boolean);
    return this.rows.filter(({ found }) => words.every((word) => found.includes(` ${word}`)));
  }

  narrow() {
    const fitting = this.fitting();
    if (fitting.length && !fitting.includes(this.chosen)) fitting[0].input.click();
    for (const row of this.rows) row.label.hidden = !fitting.includes(row) && row !== this.chosen;
    this.status.textContent = fitting.length ? "" : this.status.dataset.none;
    this.chosen.label.scrollIntoView({ block: "nearest" });
  }

  show(shown) {
    const comes = shown && this.element.hidden;
    this.element.hidden = !shown;
    if (!comes) return;
    this.chosen.label.scrollIntoView({ block: "nearest" });
    this.element.scrollIntoView({ block: "nearest" });
  }
}

const [ofRole, ofGroup] = [...form.querySelectorAll(".agency")].map((element) => new Picker(element));

/** Begin with what is played now. */
function start() {
  const [role, agency] = parts(dialog.dataset.who || "member");
  const [place, group] = parts(dialog.dataset.where || "private");
  form.elements.role.value = role;
  form.elements.place.value = place === "group" && group ? "agency" : place;
  ofRole.choose(agency || group);
  ofGroup.choose(group || agency);
}

function parts(name) {
  const [first, ...rest] = name.split("-");
  return [first, rest.join("-")];
}

function show(event) {
  if (event?.target.name === "agency") ofGroup.choose(ofRole.chosen.id); // mostly the officer's own group is meant
  ofRole.show(form.elements.role.value === "officer");
  ofGroup.show(form.elements.place.value === "agency");
}

function address() {
  const { role, place, agency, group } = form.elements;
  const who = role.value === "officer" ? `officer-${agency.value}` : role.value;
  const where = place.value === "agency" ? `group-${group.value}` : place.value;
  return `/trial/${encodeURIComponent(who)}/${encodeURIComponent(where)}/`;
}

document.getElementById("trial-open").addEventListener("click", () => {
  dialog.showModal();
  show(); // only what is seen can be scrolled to
  form.querySelector("[name=role]:checked").focus();
});
document.getElementById("trial-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
form.addEventListener("change", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  location.assign(address());
});
start();
