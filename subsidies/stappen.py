"""The steps of a draft as its writers see them, and the one that comes next for this person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.dossier import Deel, Dossier
from subsidies.regels.volledigheid import Gemis, deel_is_klaar, ontbreekt
from subsidies.toegang import SCHRIJVERS

HOOGSTENS_LOS = 3
# Kinds of gaps that can be many: how they read together, and where on the page they are.
SAMEN = {
    "antwoord": ("Schrijf nog {} gezamenlijke teksten", "teksten"),
    "dekking": ("Nog {} doelen en opgaven zonder voorziening", "dekking"),
}
# Where on the page itself a kind of gap is; a statutory task nobody carries is always named.
OP_DE_PAGINA = {"bedragen": "bedragen", "dekking": "dekking", "wettelijke_taak": "dekking", "teksten": "teksten"}


@dataclass(frozen=True, slots=True)
class Stap:
    """`soort` is the shape of its status (klaar, bezig, rust, slot); without `url` it cannot be opened yet."""

    naam: str
    stand: str
    soort: str
    url: str
    knop: str

    @property
    def is_te_doen(self) -> bool:
        return bool(self.url) and self.soort != "klaar"


def stappen(dossier: Dossier, lid: Lidmaatschap) -> list[Stap]:
    """For a participant: its own part, the joint texts, akkoord and submission. Nothing for anybody else."""
    eigen = dossier.deel_van(lid.organisatie_id)
    if eigen is None:
        return []
    kenmerk = dossier.aanvraag.kenmerk
    return [
        _begroting(kenmerk, eigen, lid),
        _voorzieningen(kenmerk, eigen, lid),
        _teksten(dossier),
        _akkoord(kenmerk, eigen, lid),
        _indienen(dossier, eigen, lid),
    ]


def gemis_met_plek(dossier: Dossier, lid: Lidmaatschap) -> list[tuple[Gemis, str]]:
    """What is missing, with the address where this person can mend it; empty when somebody else must."""
    eigen = dossier.deel_van(lid.organisatie_id)
    eerst_wat_blokkeert = sorted(samengevat(ontbreekt(dossier)), key=lambda gemis: not gemis.blokkeert)
    return [(gemis, _plek(gemis, dossier.aanvraag.kenmerk, eigen, lid)) for gemis in eerst_wat_blokkeert]


def samengevat(gemissen: Sequence[Gemis]) -> list[Gemis]:
    """The same gaps, but more than three of one kind become one line that counts them."""
    lang = {plek: [gemis for gemis in gemissen if gemis.plek == plek] for plek in SAMEN}
    kort = [gemis for gemis in gemissen if len(lang.get(gemis.plek, ())) <= HOOGSTENS_LOS]
    return kort + [
        Gemis(tekst.format(len(lang[plek])), "de tafel", anker, blokkeert=lang[plek][0].blokkeert)
        for plek, (tekst, anker) in SAMEN.items()
        if len(lang[plek]) > HOOGSTENS_LOS
    ]


def _plek(gemis: Gemis, kenmerk: str, eigen: Deel | None, lid: Lidmaatschap) -> str:
    if gemis.plek in OP_DE_PAGINA:
        return f"#{OP_DE_PAGINA[gemis.plek]}"
    if not gemis.plek or eigen is None or lid.rol not in SCHRIJVERS:
        return ""
    if gemis.plek == "antwoord":
        return reverse("subsidies:antwoord_wijzig", args=[kenmerk, gemis.pk])
    if gemis.pk != eigen.pk or (gemis.plek == "akkoord" and lid.rol != Rol.TEKENBEVOEGDE):
        return ""
    naam = {"begroting": "begroting_wijzig", "voorzieningen": "voorziening_nieuw", "akkoord": "akkoord"}[gemis.plek]
    return reverse(f"subsidies:{naam}", args=[kenmerk, eigen.pk])


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
    url = _als(lid.rol in SCHRIJVERS and not aantal, "voorziening_nieuw", kenmerk, eigen.pk) or "#eigen"
    stand = f"{aantal} beschreven" if aantal else "Nog geen"
    return Stap("Uw voorzieningen", stand, "klaar" if aantal else "rust", url, "Beschrijf een voorziening")


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


def _indienen(dossier: Dossier, eigen: Deel, lid: Lidmaatschap) -> Stap:
    if any(gemis.blokkeert for gemis in ontbreekt(dossier)):
        return Stap("Indienen", "Kan als alles klaar is", "slot", "", "")
    mag = eigen.is_penvoerder and lid.rol == Rol.TEKENBEVOEGDE
    stand = "Klaar om in te dienen" if mag else "De penvoerder is aan zet"
    return Stap(
        "Indienen", stand, "bezig", _als(mag, "aanvraag_indienen", dossier.aanvraag.kenmerk), "Controleer en dien in"
    )
