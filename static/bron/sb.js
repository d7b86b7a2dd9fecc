// Small comforts. Every page works without them.

import "./bewaren.js";
import "./plakken.js";

// A refused form: the list of what is wrong gets the focus, so that it is read first.
document.querySelector(".sb-fouten")?.focus();

// The role switch closes on Escape and on a click elsewhere.
const wissel = document.querySelector("details.sb-wissel");
if (wissel) {
  document.addEventListener("click", (gebeurtenis) => {
    if (!wissel.contains(gebeurtenis.target)) wissel.open = false;
  });
  wissel.addEventListener("keydown", (gebeurtenis) => {
    if (gebeurtenis.key !== "Escape") return;
    wissel.open = false;
    wissel.querySelector("summary").focus();
  });
}
