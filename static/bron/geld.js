// Money in whole cents (BigInt), read and written as kern/geld.py does it.

const HEEL = "[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+|[0-9]+";
const TEKEN = "^(?<min>[-\u2212]\\s*)?(?:€\\s*)?(?<na>[-\u2212])?\\s*";
const NEDERLANDS = new RegExp(`${TEKEN}(?<heel>[1-9][0-9]{0,2}(?:\\.[0-9]{3})+|${HEEL})(?:,(?<cent>[0-9]{1,2}|[-\u2013]))?$`);
const MET_PUNT = new RegExp(`${TEKEN}(?<heel>${HEEL})\\.(?<cent>[0-9]{1,2})$`);
const STREEPJE = /^(?:€\s*)?[-\u2013\u2212]$/;
const GROOTSTE = 999999999999n;

// Cents; 0 for an empty cell or the dash of a spreadsheet, null for what cannot be read.
export function leesBedrag(tekst) {
  const kaal = tekst.trim();
  if (!kaal || STREEPJE.test(kaal)) return 0n;
  const delen = (NEDERLANDS.exec(kaal) ?? MET_PUNT.exec(kaal))?.groups;
  if (!delen || (delen.min && delen.na)) return null;
  const cent = (delen.cent ?? "").replace(/[-\u2013]/, "").padEnd(2, "0");
  const bedrag = BigInt(delen.heel.replace(/\D/g, "") + cent);
  if (bedrag > GROOTSTE) return null;
  return delen.min || delen.na ? -bedrag : bedrag;
}

// `1.234`, or `1.234,50` when there are cents.
export function schrijfBedrag(centen) {
  const positief = centen < 0n ? -centen : centen;
  const heel = (positief / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ".");
  const cent = positief % 100n ? `,${(positief % 100n).toString().padStart(2, "0")}` : "";
  return (centen < 0n ? "\u2212" : "") + heel + cent;
}

// `62,5%`: one decimal, half a tenth away from zero; a dash of nothing.
export function schrijfProcent(deel, geheel) {
  if (geheel <= 0n) return "–";
  const positief = deel < 0n ? -deel : deel;
  const tienden = (positief * 2000n + geheel) / (geheel * 2n);
  return `${deel < 0n && tienden ? "-" : ""}${tienden / 10n},${tienden % 10n}%`;
}
