// A list of agencies to choose from. The menus of roles and of reminders share it.

const agencies = JSON.parse(document.getElementById("agencies").textContent)
  .map((agency) => ({ ...agency, found: ` ${fold(agency.found)}` }));

/** Small letters without marks, words only: "Bộ NN&MT" as "bo nn mt". */
function fold(text) {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ");
}

/** A list of agencies. A typed text leaves those that it can mean, and chooses the first of them. */
export class Picker {
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
