"""The steps of a draft as its writers see them, and the one that comes next for this person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.dossier import Deel, Dossier
from subsidies.regels.plan import activiteit_mist, plangaten, zonder_activiteit
from subsidies.regels.volledigheid import Gemis, deel_is_klaar, ontbreekt, voorziening_mist
from subsidies.toegang import SCHRIJVERS

HOOGSTENS_LOS = 3
# Kinds of gaps that can be many: how they read together, and what kind of place that is.
SAMEN = {
    "antwoord": ("Schrijf nog {} gezamenlijke teksten", "teksten"),
    "voorziening": ("{} voorzieningen zijn nog niet compleet", "onvolledig"),
    "activiteit": ("{} activiteiten zijn nog niet compleet", "activiteiten"),
    "meetplan": ("Er missen nog {} dingen in het plan", "activiteiten"),
    "verantwoording": ("Over {} subdoelen verantwoordt nog niemand", "verantwoording"),
    "dekking": ("Nog {} doelen en opgaven zonder voorziening", "dekking"),
}
# Where on the page itself a kind of gap is.
OP_DE_PAGINA = {"bedragen": "#bedragen", "teksten": "#teksten"}
# Pages that everybody at the table can open.
VOOR_IEDEREEN = {"dekking": "dekking", "wettelijke_taak": "dekking", "deelnemers": "akkoorden"}
# The list of a part, that everybody at the table can open too.
LIJST_VAN_DEEL = {"onvolledig": ("voorzieningen", "?mist=1"), "activiteiten": ("activiteiten", "")}
# The page of the thing itself, for who writes for that part.
OP_STUK = {"voorziening": "voorziening_wijzig", "activiteit": "activiteit_wijzig", "meetplan": "activiteit_wijzig"}
# The page on which who writes for a part mends it.
OP_DEEL = {"begroting": "begroting_wijzig", "voorzieningen": "voorziening_nieuw", "akkoord": "akkoord"}


@dataclass(frozen=True, slots=True)
class Stap:
    """`soort` is the shape of its status (klaar, bezig, rust, slot); without `url` it cannot be opened yet. What is
    `advies` stops nobody: the rest of the work comes first."""

    naam: str
    stand: str
    soort: str
    url: str
    knop: str
    advies: bool = False

    @property
    def is_te_doen(self) -> bool:
        return bool(self.url) and self.soort != "klaar"


def stappen(dossier: Dossier, lid: Lidmaatschap) -> list[Stap]:
    """For a participant: its own part, the joint texts, akkoord and submission. Nothing for anybody else."""
    eigen = dossier.deel_van(lid.organisatie_id)
    if eigen is None:
        return []
    kenmerk = dossier.aanvraag.kenmerk
    if dossier.is_kort:
        return [_formulier(dossier, lid), _kort_indienen(dossier, lid)]
    return [
        _begroting(kenmerk, eigen, lid),
        *([_voorzieningen(kenmerk, eigen, lid)] if eigen.vraagt_voorzieningen else []),
        *([_activiteiten(dossier, eigen)] if eigen.vraagt_activiteiten else []),
        _teksten(dossier),
        _akkoord(kenmerk, eigen, lid),
        _indienen(dossier, eigen, lid),
    ]


def te_doen(stappenplan: Sequence[Stap]) -> list[Stap]:
    """The step that comes next, and after it the first piece of advice that waits beside it."""
    open_ = sorted((stap for stap in stappenplan if stap.is_te_doen), key=lambda stap: stap.advies)
    return [*open_[:1], *[stap for stap in open_[1:] if stap.advies][:1]]


def gemis_per_wie(
    dossier: Dossier, lid: Lidmaatschap, *, leidt: bool = False
) -> list[tuple[str, list[tuple[Gemis, str]]]]:
    """What is missing by who can mend it, with the address where this person can; empty when somebody else must.

    One's own organisation comes first; for each, what stops the submission stands above what may stay open. Who
    leads the table (`leidt`) writes the joint texts too.
    """
    eigen = dossier.deel_van(lid.organisatie_id)
    per_wie: dict[str, list[tuple[Gemis, str]]] = {}
    for gemis in sorted(samengevat(ontbreekt(dossier)), key=lambda gemis: not gemis.blokkeert):
        per_wie.setdefault(gemis.wie, []).append((gemis, _plek(gemis, dossier, eigen, lid, leidt)))
    return sorted(per_wie.items(), key=lambda paar: eigen is None or paar[0] != eigen.organisatie)


def samengevat(gemissen: Sequence[Gemis]) -> list[Gemis]:
    """The same gaps, but more than three of one kind that are for the same people become one line that counts them."""
    soorten: dict[tuple[str, str, int | None], list[Gemis]] = {}
    for gemis in gemissen:
        soorten.setdefault((gemis.wie, gemis.plek, gemis.deel_id), []).append(gemis)
    return [
        gemis
        for (_, plek, _), samen in soorten.items()
        for gemis in ([_als_een(plek, samen)] if plek in SAMEN and len(samen) > HOOGSTENS_LOS else samen)
    ]


def _als_een(plek: str, samen: Sequence[Gemis]) -> Gemis:
    tekst, waar = SAMEN[plek]
    return replace(samen[0], tekst=tekst.format(len(samen)), plek=waar, pk=None)


def _plek(gemis: Gemis, dossier: Dossier, eigen: Deel | None, lid: Lidmaatschap, leidt: bool) -> str:
    kenmerk = dossier.aanvraag.kenmerk
    if gemis.plek in OP_DE_PAGINA:
        return OP_DE_PAGINA[gemis.plek]
    if gemis.plek in VOOR_IEDEREEN:
        return reverse(f"subsidies:{VOOR_IEDEREEN[gemis.plek]}", args=[kenmerk])
    if gemis.plek in LIJST_VAN_DEEL:
        pagina, vraag = LIJST_VAN_DEEL[gemis.plek]
        return reverse(f"subsidies:{pagina}", args=[kenmerk, gemis.deel_id]) + vraag
    if leidt and gemis.plek == "antwoord":
        return reverse("subsidies:antwoord_wijzig", args=[kenmerk, gemis.pk])
    if eigen is None or lid.rol not in SCHRIJVERS:
        return ""
    return _plek_om_te_schrijven(gemis, dossier, eigen, lid)


def _plek_om_te_schrijven(gemis: Gemis, dossier: Dossier, eigen: Deel, lid: Lidmaatschap) -> str:
    kenmerk = dossier.aanvraag.kenmerk
    if dossier.is_kort:
        return reverse("subsidies:kort", args=[kenmerk])
    if gemis.plek == "antwoord":
        return reverse("subsidies:antwoord_wijzig", args=[kenmerk, gemis.pk])
    if gemis.plek == "verantwoording":
        return reverse("subsidies:activiteiten", args=[kenmerk, eigen.pk])
    if gemis.deel_id != eigen.pk or (gemis.plek == "akkoord" and lid.rol != Rol.TEKENBEVOEGDE):
        return ""
    if gemis.plek in OP_STUK:
        return reverse(f"subsidies:{OP_STUK[gemis.plek]}", args=[kenmerk, gemis.pk])
    return reverse(f"subsidies:{OP_DEEL[gemis.plek]}", args=[kenmerk, eigen.pk])


def _als(mag: bool, naam: str, *args: object) -> str:
    return reverse(f"subsidies:{naam}", args=args) if mag else ""


def _begroting(kenmerk: str, eigen: Deel, lid: Lidmaatschap) -> Stap:
    klaar = eigen.gevraagd_totaal > 0
    url = _als(lid.rol in SCHRIJVERS, "begroting_wijzig", kenmerk, eigen.pk)
    return Stap(
        "Uw begroting", "Klaar" if klaar else "Nog leeg", "klaar" if klaar else "rust", url, "Vul uw begroting in"
    )


def _voorzieningen(kenmerk: str, eigen: Deel, lid: Lidmaatschap) -> Stap:
    aantal = len(eigen.aanbod)
    if not aantal:
        url = _als(lid.rol in SCHRIJVERS, "voorziening_nieuw", kenmerk, eigen.pk)
        return Stap("Uw voorzieningen", "Nog geen", "rust", url, "Beschrijf een voorziening")
    mist = sum(bool(voorziening_mist(aanbod)) for aanbod in eigen.aanbod)
    stand = f"{mist} van {aantal} nog niet compleet" if mist else f"{aantal} compleet"
    url = reverse("subsidies:voorzieningen", args=[kenmerk, eigen.pk])
    return Stap("Uw voorzieningen", stand, "bezig" if mist else "klaar", url, "Maak uw voorzieningen compleet")


def _activiteiten(dossier: Dossier, eigen: Deel) -> Stap:
    """Done when all it accounts on can be measured, and nothing it works on is left to nobody."""
    aantal = len(eigen.activiteiten)
    nodig = any(activiteit_mist(een) for een in eigen.activiteiten)
    open_ = sum(bool(activiteit_mist(een) or plangaten(een)) for een in eigen.activiteiten)
    bewerkt = {naam for aanbod in eigen.aanbod for naam in aanbod.subdoelen}
    niemand = sum(naam in bewerkt for naam in zonder_activiteit(dossier))
    if open_:
        stand, soort = f"{open_} van {aantal} nog niet compleet", "bezig"
    elif niemand:
        subdoelen = "1 subdoel" if niemand == 1 else f"{niemand} subdoelen"
        stand, soort = f"{subdoelen} nog zonder activiteit", "bezig" if aantal else "rust"
    else:
        stand, soort = f"{aantal} compleet" if aantal else "Niet nodig", "klaar"
    url = reverse("subsidies:activiteiten", args=[dossier.aanvraag.kenmerk, eigen.pk])
    return Stap("Waar u over verantwoordt", stand, soort, url, "Kies waar u over verantwoordt", advies=not nodig)


def _teksten(dossier: Dossier) -> Stap:
    aantal, totaal = sum(vraag.beantwoord for vraag in dossier.vragen), len(dossier.vragen)
    soort = "klaar" if aantal == totaal else "bezig" if aantal else "rust"
    return Stap("Gezamenlijke teksten", f"{aantal} van {totaal} geschreven", soort, "#teksten", "Schrijf de teksten")


def _akkoord(kenmerk: str, eigen: Deel, lid: Lidmaatschap) -> Stap:
    if not deel_is_klaar(eigen):
        return Stap("Akkoord", "Kan als uw deel klaar is", "slot", "", "")
    url = _als(lid.rol == Rol.TEKENBEVOEGDE, "akkoord", kenmerk, eigen.pk)
    aan_zet = "U bent aan zet" if url else "Uw tekenbevoegde is aan zet"
    stand = "Gegeven" if eigen.is_akkoord else "Vervallen" if eigen.akkoord else aan_zet
    soort = "klaar" if eigen.is_akkoord else "let-op" if eigen.akkoord else "rust"
    return Stap("Akkoord", stand, soort, url, "Geef akkoord")


def _formulier(dossier: Dossier, lid: Lidmaatschap) -> Stap:
    """The short form: its questions and the amounts on one page."""
    mist = sum(gemis.blokkeert and gemis.plek != "akkoord" for gemis in ontbreekt(dossier))
    url = _als(lid.rol in SCHRIJVERS, "kort", dossier.aanvraag.kenmerk)
    stand = f"Nog {mist} in te vullen" if mist else "Ingevuld"
    return Stap("Formulier", stand, "bezig" if mist else "klaar", url, "Vul het formulier in")


def _kort_indienen(dossier: Dossier, lid: Lidmaatschap) -> Stap:
    if any(gemis.blokkeert and gemis.plek != "akkoord" for gemis in ontbreekt(dossier)):
        return Stap("Indienen", "Kan als alles is ingevuld", "slot", "", "")
    mag = lid.rol == Rol.TEKENBEVOEGDE
    stand = "Klaar om in te dienen" if mag else "Uw tekenbevoegde is aan zet"
    return Stap(
        "Indienen", stand, "bezig", _als(mag, "kort_controle", dossier.aanvraag.kenmerk), "Controleer en dien in"
    )


def _indienen(dossier: Dossier, eigen: Deel, lid: Lidmaatschap) -> Stap:
    if any(gemis.blokkeert for gemis in ontbreekt(dossier)):
        return Stap("Indienen", "Kan als alles klaar is", "slot", "", "")
    mag = eigen.is_penvoerder and lid.rol == Rol.TEKENBEVOEGDE
    stand = "Klaar om in te dienen" if mag else "De penvoerder is aan zet"
    return Stap(
        "Indienen", stand, "bezig", _als(mag, "aanvraag_indienen", dossier.aanvraag.kenmerk), "Controleer en dien in"
    )
