// The table of a budget: paste a block of cells, go down with Enter, and see the totals while typing.
// Everything is worked out again by the server, which has the last word.

import { leesBedrag, schrijfBedrag, schrijfProcent } from "./geld.js";

const ONLEESBAAR = "Vul een bedrag in zoals 1.234,50.";
const NEGATIEF = "Vul een bedrag van 0 of hoger in.";

const tabel = document.querySelector("[data-begroting]");
if (tabel) maakBegroting(tabel);

function maakBegroting(tabel) {
  const formulier = tabel.closest("form");
  const lichaam = tabel.tBodies[0];
  const aantal = formulier.elements["regel-TOTAL_FORMS"];
  const meeste = Number(formulier.elements["regel-MAX_NUM_FORMS"].value);
  const reken = rekenaar(formulier, lichaam);

  const velden = (rij) => [...rij.querySelectorAll("select, input")];
  const isLeeg = (rij) => velden(rij).slice(1).every((veld) => !veld.value.trim());

  // A new last line, or nothing when the budget is full.
  function voegToe() {
    if (lichaam.rows.length >= meeste) return null;
    const nummer = lichaam.rows.length;
    const rij = lichaam.rows[nummer - 1].cloneNode(true);
    for (const element of rij.querySelectorAll("[id], [name], [for]")) {
      for (const naam of ["id", "name", "for"]) {
        const waarde = element.getAttribute(naam);
        if (waarde) element.setAttribute(naam, waarde.replace(/regel-\d+-/, `regel-${nummer}-`));
      }
    }
    lichaam.append(rij);
    for (const veld of velden(rij)) {
      veld.value = "";
      toonFout(veld, "");
    }
    aantal.value = lichaam.rows.length;
    return rij;
  }

  tabel.addEventListener("input", ({ target }) => {
    toonFout(target, "");
    if (target.closest("tr") === lichaam.rows[lichaam.rows.length - 1] && target.value) voegToe();
  });
  formulier.addEventListener("input", reken);

  tabel.addEventListener("change", ({ target }) => {
    if (target.matches("input.sb-invoer-geld")) toonFout(target, watErMisIs(target.value));
  });

  tabel.addEventListener("keydown", (gebeurtenis) => {
    if (gebeurtenis.key !== "Enter" || !gebeurtenis.target.matches("input")) return;
    gebeurtenis.preventDefault();
    const rij = gebeurtenis.target.closest("tr");
    const onder = gebeurtenis.shiftKey ? rij.previousElementSibling : (rij.nextElementSibling ?? voegToe());
    if (onder) velden(onder)[velden(rij).indexOf(gebeurtenis.target)].focus();
  });

  tabel.addEventListener("paste", (gebeurtenis) => {
    const tekst = gebeurtenis.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(tekst.replace(/\r?\n$/, ""))) return;
    gebeurtenis.preventDefault();
    const rij = gebeurtenis.target.closest("tr");
    const blok = cellen(tekst);
    if (/^soort$/i.test(blok[0]?.[0]?.trim() ?? "")) blok.shift();
    zeg(plak(blok, [...lichaam.rows].indexOf(rij), velden(rij).indexOf(gebeurtenis.target)));
    reken();
    formulier.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Fill the block in, right and down; tells what came of it. A block that does not fit is not filled in at all.
  function plak(blok, boven, links) {
    const breedte = velden(lichaam.rows[0]).length;
    if (blok.some((rij) => rij.slice(breedte - links).some((cel) => cel.trim()))) {
      return "Niets geplakt: het blok is breder dan de tabel. Plak het verder naar links.";
    }
    if (boven + blok.length > meeste) return `Niets geplakt: een begroting heeft ten hoogste ${meeste} regels.`;
    let mis = 0;
    blok.forEach((rij, nummer) => {
      const doel = velden(lichaam.rows[boven + nummer] ?? voegToe());
      rij.slice(0, breedte - links).forEach((cel, kolom) => {
        mis += vulIn(doel[links + kolom], cel.replace(/\s+/g, " ").trim()) ? 0 : 1;
      });
    });
    if (!isLeeg(lichaam.rows[lichaam.rows.length - 1])) voegToe();
    const regels = `${blok.length} ${blok.length === 1 ? "regel" : "regels"} geplakt.`;
    return mis ? `${regels} ${mis} ${mis === 1 ? "cel is" : "cellen zijn"} niet te lezen.` : regels;
  }

  const bericht = document.getElementById("plakbericht");
  function zeg(tekst) {
    bericht.textContent = tekst;
  }

  reken();
}

// Put a pasted text in a field; false when it cannot be read, and then the cell says so.
function vulIn(veld, tekst) {
  const fout = veld.matches("select") ? kies(veld, tekst) : veld.matches(".sb-invoer-geld") ? watErMisIs(tekst) : "";
  if (!veld.matches("select")) veld.value = tekst.replace(/^'(?='*[=+\-@])/, "");
  toonFout(veld, fout);
  return !fout;
}

// Choose a kind by its label or its code.
function kies(lijst, tekst) {
  const gezocht = tekst.toLowerCase();
  const keuze = [...lijst.options].find((optie) => optie.value && [optie.value, optie.text.trim().toLowerCase()].includes(gezocht));
  lijst.value = keuze?.value ?? "";
  return keuze || !tekst ? "" : `‘${tekst.slice(0, 40)}’ kennen wij niet. Kies een soort.`;
}

function watErMisIs(tekst) {
  const bedrag = leesBedrag(tekst);
  if (bedrag === null) return ONLEESBAAR;
  return bedrag < 0n ? NEGATIEF : "";
}

// What is wrong with a field stands right above it, as the server would show it.
function toonFout(veld, tekst) {
  const vak = veld.closest(".sb-veld");
  if (!vak) return;
  vak.querySelector(".utrecht-form-field-error-message")?.remove();
  vak.classList.toggle("utrecht-form-field--invalid", Boolean(tekst));
  if (!tekst) {
    veld.removeAttribute("aria-invalid");
    veld.removeAttribute("aria-describedby");
    return;
  }
  const uitleg = document.createElement("div");
  uitleg.id = `${veld.id}_error`;
  uitleg.className = "utrecht-form-field-error-message utrecht-form-field__error-message";
  uitleg.append(Object.assign(document.createElement("p"), { textContent: tekst }));
  veld.before(uitleg);
  veld.setAttribute("aria-invalid", "true");
  veld.setAttribute("aria-describedby", uitleg.id);
}

// Tab separated text as a spreadsheet puts it on the clipboard; a cell in quotes may hold tabs and line ends.
function cellen(tekst) {
  const rijen = [[]];
  const patroon = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r?\n|$)/y;
  while (patroon.lastIndex < tekst.length) {
    const [, aangehaald, kaal, einde] = patroon.exec(tekst) ?? [];
    if (einde === undefined) return tekst.split(/\r?\n/).map((regel) => regel.split("\t"));
    rijen.at(-1).push(aangehaald === undefined ? kaal : aangehaald.replaceAll('""', '"'));
    if (einde !== "\t" && patroon.lastIndex < tekst.length) rijen.push([]);
    if (einde === "") break;
  }
  return rijen;
}

// Works out the rows under the table again. What the others at the table ask follows from what the server wrote there.
function rekenaar(formulier, lichaam) {
  const uitkomsten = document.querySelector("[data-uitkomsten]");
  const dekking = new Set(uitkomsten.dataset.dekking.split(" "));
  const jaren = uitkomsten.dataset.jaren.split(" ");
  const cel = (code, jaar) => uitkomsten.querySelector(`[data-uitkomst="${code}"] [data-jaar="${jaar}"]`);
  const staat = (code, jaar) => leesBedrag(cel(code, jaar)?.textContent ?? "") ?? 0n;
  const metPlafond = Boolean(cel("plafond", jaren[0]));
  const vrij = new Map(jaren.map((jaar) => [jaar, staat("ruimte", jaar) + staat("gevraagd", jaar)]));

  function sommen(jaar) {
    const som = { kosten: 0n, loon: 0n, eigen: 0n, anderen: 0n, afhankelijk: 0n };
    for (const rij of lichaam.rows) {
      const soort = rij.querySelector("select").value;
      const bedrag = leesBedrag(rij.querySelector(`[name$="-jaar_${jaar}"]`).value) ?? 0n;
      if (!soort || bedrag < 0n) continue;
      if (!dekking.has(soort)) som.kosten += bedrag;
      if (soort === "loon") som.loon += bedrag;
      if (soort === "eigen") som.eigen += bedrag;
      if (soort === "anderen" || soort === "afhankelijk") som.anderen += bedrag;
      if (soort === "afhankelijk") som.afhankelijk += bedrag;
    }
    return { ...som, gevraagd: som.kosten - som.eigen - som.anderen };
  }

  function zet(code, jaar, tekst) {
    const vak = cel(code, jaar);
    if (vak) vak.textContent = tekst;
  }

  function zetKolom(jaar, som) {
    for (const code of Object.keys(som)) zet(code, jaar, schrijfBedrag(som[code]));
    zet("loonaandeel", jaar, schrijfProcent(som.loon, som.kosten));
    if (!metPlafond) return;
    zet("aandeel", jaar, schrijfProcent(som.gevraagd, staat("plafond", jaar)));
  }

  function zetRuimte(jaar, ruimte) {
    zet("ruimte", jaar, schrijfBedrag(ruimte));
    cel("ruimte", jaar)?.classList.toggle("sb-let-op-tekst", ruimte < 0n);
  }

  return () => {
    const samen = { kosten: 0n, loon: 0n, eigen: 0n, anderen: 0n, afhankelijk: 0n, gevraagd: 0n };
    const eerder = formulier.elements.vorig_jaar?.value.trim() ?? "";
    let vorig = eerder ? leesBedrag(eerder) : null;
    let ruimte = 0n;
    for (const jaar of jaren) {
      const som = sommen(jaar);
      for (const code of Object.keys(samen)) samen[code] += som[code];
      zetKolom(jaar, som);
      zet("verschil", jaar, vorig === null ? "–" : schrijfBedrag(som.gevraagd - vorig));
      vorig = som.gevraagd;
      zetRuimte(jaar, vrij.get(jaar) - som.gevraagd);
      ruimte += vrij.get(jaar) - som.gevraagd;
    }
    zetKolom("samen", samen);
    zetRuimte("samen", ruimte);
  };
}
