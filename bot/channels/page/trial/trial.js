// The menu of roles to try out. All that it does is to open the address at which the page is that of the role.

import { Picker } from "./picker.js";

const dialog = document.getElementById("trial");
const form = dialog.querySelector("form");
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
