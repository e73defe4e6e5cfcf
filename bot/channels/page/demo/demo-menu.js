// The menu of agencies whose reminders can be looked at ahead of time. All that it does is to open the page of one.

import { Picker } from "./picker.js";

const at = (id) => document.getElementById(id);
const dialog = at("demo-menu");
const form = dialog.querySelector("form");
const picker = new Picker(form.querySelector(".agency"));
picker.choose(at("demo")?.dataset.agency);

at("demo-open").addEventListener("click", () => {
  at("trial").close();
  dialog.showModal();
  picker.search.focus();
  picker.chosen.label.scrollIntoView({ block: "nearest" });
});
at("demo-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  location.assign(`/demo/${encodeURIComponent(form.elements.agency.value)}/`);
});
