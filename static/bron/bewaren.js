// Nothing typed is lost. A form with `data-bewaar` saves itself through htmx; what the server has not confirmed stands
// in localStorage, per person and section, and comes back after a lapsed session, a crash or a closed tab. Without
// this script the page works the same, with its plain button.

const VOORVOEGSEL = "sb:klad:";
const HOUDBAAR = 7 * 24 * 60 * 60 * 1000;
const OPNIEUW = 15_000;
const NIET_MEE = new Set(["csrfmiddlewaretoken"]);

// --- what stands in localStorage; a browser may refuse it, and then the rest still works ---

function lees(sleutel) {
  try {
    return JSON.parse(localStorage.getItem(sleutel));
  } catch {
    return null;
  }
}

let uitgelogd = false; // a request that is cut off by logging out must not bring the text back

function schrijf(sleutel, waarde) {
  if (uitgelogd) return;
  try {
    localStorage.setItem(sleutel, JSON.stringify(waarde));
  } catch {
    /* full or forbidden */
  }
}

function wis(klopt = () => true) {
  try {
    Object.keys(localStorage)
      .filter((sleutel) => sleutel.startsWith(VOORVOEGSEL) && klopt(lees(sleutel)))
      .forEach((sleutel) => localStorage.removeItem(sleutel));
  } catch {
    /* forbidden */
  }
}

wis((bewaard) => !bewaard || Date.now() - bewaard.op > HOUDBAAR);

// Who logs out of a shared computer leaves nothing behind.
function log_uit() {
  uitgelogd = true;
  wis();
}

document.querySelectorAll("form[action$='/uitloggen/']").forEach((form) => form.addEventListener("submit", log_uit));

// --- one section ---

function velden(form) {
  return [...new FormData(form)].filter(([naam, waarde]) => !NIET_MEE.has(naam) && typeof waarde === "string");
}

// What a person typed: the version and the page are no content.
function inhoud(paren) {
  return JSON.stringify(paren.filter(([naam]) => naam !== "versie" && naam !== "blad"));
}

function vul(form, paren) {
  const waarden = new Map();
  for (const [naam, waarde] of paren) waarden.set(naam, [...(waarden.get(naam) ?? []), waarde]);
  for (const veld of form.elements) {
    if (!veld.name || NIET_MEE.has(veld.name) || veld.type === "submit") continue;
    const bewaard = waarden.get(veld.name) ?? [];
    if (veld.type === "checkbox" || veld.type === "radio") veld.checked = bewaard.includes(veld.value);
    else if (bewaard.length) veld.value = bewaard[0];
  }
}

function tijd(op) {
  const toen = new Date(op);
  const uur = toen.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  return `${toen.toLocaleDateString("nl-NL", { day: "numeric", month: "long" })}, ${uur} uur`;
}

function knop(tekst, bijKlik) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "utrecht-button utrecht-button--secondary-action";
  element.textContent = tekst;
  element.addEventListener("click", bijKlik);
  return element;
}

function volg(form) {
  const sleutel = VOORVOEGSEL + form.dataset.bewaar;
  const adres = form.getAttribute("hx-post");
  const melding = document.getElementById("bewaarmelding");
  let bevestigd = inhoud(velden(form)); // what the server has, as far as we know
  let onderweg = null; // what a request that is not answered yet carries
  let mislukt = false;
  let wachtend = null; // a save on purpose that waits for the request before it
  let vertrokken = false; // a save on purpose went: an older text must not come after it
  let klok;

  function zeg(tekst, ...erbij) {
    const zin = document.createElement("p");
    zin.append(tekst, " ", ...erbij);
    melding.replaceChildren(...(tekst ? [zin] : []));
  }

  function spiegel() {
    const nu = velden(form);
    if (inhoud(nu) !== bevestigd) schrijf(sleutel, { op: Date.now(), velden: nu });
  }

  function gelukt() {
    mislukt = false;
    clearTimeout(klok);
    zeg("");
    bevestigd = onderweg;
    if (inhoud(velden(form)) === bevestigd) localStorage.removeItem(sleutel);
  }

  function mis(tekst, ...erbij) {
    mislukt = true;
    spiegel();
    zeg(tekst, ...erbij);
    clearTimeout(klok);
    klok = setTimeout(probeer, OPNIEUW);
  }

  function probeer() {
    if (mislukt) htmx.trigger(form, "bewaar");
  }

  function niet_ingelogd() {
    const link = document.createElement("a");
    link.href = location.pathname;
    link.target = "_blank";
    link.rel = "opener";
    link.textContent = "Log in op een nieuw tabblad";
    mis("U bent niet meer ingelogd. Uw tekst staat veilig op dit apparaat.", link, " en ga daarna hier verder.");
  }

  // A new login brings a new token. The page itself has it, and tells who is logged in now.
  async function vernieuw() {
    const antwoord = await fetch(location.pathname, { credentials: "same-origin" }).catch(() => null);
    if (!antwoord) return mis("Er is geen verbinding. Uw tekst staat veilig op dit apparaat.");
    const vers = new DOMParser().parseFromString(await antwoord.text(), "text/html");
    const token = vers.querySelector("form[data-bewaar] [name=csrfmiddlewaretoken]");
    if (!token) {
      if (antwoord.redirected) return niet_ingelogd();
      return mis("U kunt hier nu niet schrijven. Uw tekst staat veilig op dit apparaat.");
    }
    if (vers.querySelector("form[data-bewaar]").dataset.bewaar !== form.dataset.bewaar)
      return mis("U bent nu als iemand anders ingelogd. Uw tekst staat veilig op dit apparaat.");
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((veld) => (veld.value = token.value));
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token.value }));
    htmx.trigger(form, "bewaar");
  }

  // What was typed before and never reached the server; not when that page was saved on purpose afterwards.
  function zet_terug() {
    const bewaard = lees(sleutel);
    if (!bewaard) return;
    const blad = bewaard.velden.find(([naam]) => naam === "blad")?.[1];
    const verstuurd = bewaard.verstuurd && form.dataset.bladen.split(" ").includes(blad);
    if (verstuurd || inhoud(bewaard.velden) === bevestigd) return localStorage.removeItem(sleutel);
    const terug = knop("Zet deze tekst in het formulier", () => {
      vul(form, bewaard.velden);
      zeg("Uw tekst staat in het formulier.");
      form.dispatchEvent(new Event("change", { bubbles: true }));
      form.querySelector("textarea, input:not([type=hidden])")?.focus();
    });
    const weg = knop("Gooi haar weg", () => {
      localStorage.removeItem(sleutel);
      vak.remove();
    });
    const vak = document.createElement("div");
    vak.className = "sb-teruggevonden";
    vak.setAttribute("role", "status");
    const zin = document.createElement("p");
    zin.textContent = `Op dit apparaat staat tekst van ${tijd(bewaard.op)} die niet is verstuurd.`;
    const knoppen = document.createElement("p");
    knoppen.className = "utrecht-button-group";
    knoppen.append(terug, weg);
    vak.append(zin, knoppen);
    terug.addEventListener("click", () => vak.remove());
    form.before(vak);
  }

  form.addEventListener("input", () => {
    vertrokken = false;
    spiegel();
  });
  form.addEventListener("change", spiegel);

  form.addEventListener("htmx:beforeRequest", (gebeurtenis) => {
    if (vertrokken) return gebeurtenis.preventDefault();
    onderweg = inhoud(velden(form));
  });
  form.addEventListener("htmx:beforeSwap", (gebeurtenis) => {
    const { xhr } = gebeurtenis.detail;
    const elders = xhr.responseURL && new URL(xhr.responseURL).pathname !== adres;
    if (xhr.status === 200 && !elders) return gelukt();
    gebeurtenis.detail.shouldSwap = false;
    if (elders) niet_ingelogd();
    else if (xhr.status === 403) vernieuw_een_keer();
    else if (xhr.status === 404) mis("Dit onderdeel staat niet meer in de aanvraag. Uw tekst staat nog op dit apparaat.");
    else mis("Bewaren lukt nu niet. Uw tekst staat veilig op dit apparaat; wij proberen het opnieuw.");
  });
  for (const stuk of ["htmx:sendError", "htmx:timeout"])
    form.addEventListener(stuk, () =>
      mis("Er is geen verbinding. Uw tekst staat veilig op dit apparaat; wij proberen het opnieuw."),
    );

  let laatste_vernieuwing = 0;
  function vernieuw_een_keer() {
    if (Date.now() - laatste_vernieuwing < OPNIEUW / 2)
      return mis("U kunt hier nu niet schrijven. Uw tekst staat veilig op dit apparaat.");
    laatste_vernieuwing = Date.now();
    mislukt = true;
    vernieuw();
  }

  // One request at a time: a save on purpose waits for the one before it, so that older text never comes last.
  let bezig = false;
  form.addEventListener("htmx:beforeSend", () => (bezig = true));
  form.addEventListener("htmx:afterRequest", () => {
    bezig = false;
    const straks = wachtend;
    wachtend = null;
    if (straks) form.requestSubmit(straks.knop);
  });
  form.addEventListener("submit", (gebeurtenis) => {
    if (bezig) {
      gebeurtenis.preventDefault();
      wachtend = { knop: gebeurtenis.submitter };
      return;
    }
    const bewaard = lees(sleutel);
    if (bewaard) schrijf(sleutel, { ...bewaard, verstuurd: true });
    mislukt = false;
    vertrokken = true;
  });

  addEventListener("online", probeer);
  addEventListener("offline", () => mis("Er is geen verbinding. U kunt doorschrijven: uw tekst blijft op dit apparaat."));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) probeer();
  });
  addEventListener("beforeunload", (gebeurtenis) => {
    if (mislukt) gebeurtenis.preventDefault();
  });

  zet_terug();
}

// --- how many characters are left ---

function tel(veld) {
  const regel = document.createElement("p");
  regel.className = "sb-klein sb-teller";
  regel.id = `${veld.id}-teller`;
  const toon = () => {
    const over = veld.dataset.hoogstens - veld.value.length;
    const tekens = `${Math.abs(over).toLocaleString("nl-NL")} ${Math.abs(over) === 1 ? "teken" : "tekens"}`;
    regel.textContent = over < 0 ? `${tekens} te veel: kort de tekst in.` : `Nog ${tekens} over.`;
    regel.classList.toggle("sb-let-op-tekst", over < 100);
  };
  veld.setAttribute("aria-describedby", `${veld.getAttribute("aria-describedby") ?? ""} ${regel.id}`.trim());
  veld.addEventListener("input", toon);
  veld.after(regel);
  toon();
}

document.querySelectorAll("form[data-bewaar]").forEach(volg);
document.querySelectorAll("form[data-bewaar] textarea[data-hoogstens]").forEach(tel);
