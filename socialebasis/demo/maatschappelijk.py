"""Figures of the city from the call of 2020, each with its source and its year.

A figure of which the paper names no year gets none: it stands in the definition of its indicator. What the paper gives
without a source is of the paper itself. Figures of two sources never come in one series.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import models
from django.utils.text import slugify

from organisaties.models import Lidmaatschap
from thematafels.models import Stadsdeel
from verantwoording.models import Bron, Gebied, Maatschappelijkeindicator, Waarneming
from verantwoording.registers import REGISTERS
from verantwoording.services.registers import bewaar
from verantwoording.services.waarneming import Figuur, leg_waarneming_vast

M = TypeVar("M", bound=models.Model)

FEITEN = Path(__file__).parent / "data" / "indicatoren_niveau_4.yaml"
VINDPLAATS = "Uitvraag sociale basis 2020, gemeente Haarlem"
ZONDER_BRON = "Uitvraag 2020"
UITGEVERS = {
    "GGD": ("GGD Kennemerland", "Gezondheidsmonitor volwassenen."),
    "RIVM": ("Rijksinstituut voor Volksgezondheid en Milieu", ""),
    "Buurtmonitor": ("Gemeente Haarlem", "Haarlem in cijfers."),
    ZONDER_BRON: ("Gemeente Haarlem", "De uitvraag noemt bij deze cijfers niet wie ze mat."),
}
GEBIEDEN = {
    "Nederland": ("NL01", "land", ""),
    "Haarlem": ("GM0392", "gemeente", "Nederland"),
    "Amsterdam": ("GM0363", "gemeente", "Nederland"),
    "Rotterdam": ("GM0599", "gemeente", "Nederland"),
    "Utrecht": ("GM0344", "gemeente", "Nederland"),
    "Schalkwijk": ("schalkwijk", "stadsdeel", "Haarlem"),
    "Oost": ("haarlem-oost", "stadsdeel", "Haarlem"),
    "Noord": ("haarlem-noord", "stadsdeel", "Haarlem"),
    "Centrum": ("haarlem-centrum", "stadsdeel", "Haarlem"),
    "Zuid-West": ("haarlem-zuid-west", "stadsdeel", "Haarlem"),
}
TEKENS = {"": "", "meer dan": "meer_dan", "ongeveer": "ongeveer", "ruim": "ruim"}
EENHEDEN = {"Huishoudens": "huishoudens", "Gezinnen": "gezinnen"}
HOGER_IS_BETER = ("Gezinnen met HaarlemPas",)
GEEN_OORDEEL = ("Inwoners van niet-westerse afkomst",)


def zaai_maatschappelijk(*, door: Lidmaatschap) -> None:
    """Add what is missing; `door` is a beleidsmedewerker."""
    gebieden = _zaai_gebieden(door)
    # As text: a float would not be 12,3.
    for feit in yaml.load(FEITEN.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
        indicator = _zaai_indicator(feit, _zaai_bron(feit.get("bron", ZONDER_BRON), door), door)
        for jaar, waarde in _reeks(feit).items():
            _zaai_cijfer(indicator, gebieden[feit["gebied"]], jaar, waarde, TEKENS[feit.get("teken", "")], door)


def _zaai_gebieden(door: Lidmaatschap) -> dict[str, Gebied]:
    stadsdelen = {stadsdeel.naam: stadsdeel for stadsdeel in Stadsdeel.objects.all()}
    gebieden: dict[str, Gebied] = {}
    for naam, (code, soort, binnen) in GEBIEDEN.items():
        waarden: dict[str, Any] = {"code": code, "naam": naam, "soort": soort, "binnen": gebieden.get(binnen)}
        if soort == Gebied.Soort.STADSDEEL:
            waarden["stadsdeel"] = stadsdelen.get(naam)
        gebieden[naam] = _haal(Gebied, {"code": code}, waarden, door)
    return gebieden


def _zaai_bron(naam: str, door: Lidmaatschap) -> Bron:
    uitgever, toelichting = UITGEVERS[naam]
    waarden = {"code": slugify(naam), "naam": naam, "uitgever": uitgever, "adres": "", "toelichting": toelichting}
    return _haal(Bron, {"code": waarden["code"]}, waarden, door)


def _zaai_indicator(feit: dict[str, Any], bron: Bron, door: Lidmaatschap) -> Maatschappelijkeindicator:
    naam = feit["indicator"]
    richting = "" if naam in GEEN_OORDEEL else "hoger" if naam in HOGER_IS_BETER else "lager"
    waarden = {
        "code": slugify(f"{naam} {bron.code}")[:80],
        "naam": naam,
        "bron": bron,
        "eenheid": feit.get("eenheid") or EENHEDEN[naam.partition(" ")[0]],
        "richting": richting,
        "definitie": _zonder_jaar(feit),
    }
    return _haal(Maatschappelijkeindicator, {"naam": naam, "bron": bron}, waarden, door)


def _reeks(feit: dict[str, Any]) -> dict[str, str]:
    """Year → figure, for what has a year."""
    if "jaar" in feit:
        return {feit["jaar"]: feit["waarde"]}
    return dict(feit.get("reeks", {}))


def _zonder_jaar(feit: dict[str, Any]) -> str:
    """What the paper gives without a year, in a sentence."""
    eenheid = feit.get("eenheid", "")
    if "vergelijking" in feit:
        delen = ", ".join(f"{gebied} {waarde}{eenheid}" for gebied, waarde in feit["vergelijking"].items())
        return f"De uitvraag noemt zonder jaar: {delen}."
    if "laatste_waarde_jaar_onbekend" in feit:
        return f"De uitvraag noemt als laatste waarde, zonder jaar: {feit['laatste_waarde_jaar_onbekend']}{eenheid}."
    if "waarde" in feit and "jaar" not in feit:
        kinderen = f", met {feit['waarvan_kinderen']} kinderen" if "waarvan_kinderen" in feit else ""
        return f"De uitvraag noemt zonder jaar: {feit['gebied']} {feit['teken']} {feit['waarde']}{kinderen}."
    return ""


def _zaai_cijfer(
    indicator: Maatschappelijkeindicator, gebied: Gebied, jaar: str, waarde: str, teken: str, door: Lidmaatschap
) -> None:
    if Waarneming.objects.filter(indicator=indicator, gebied=gebied, periode=jaar).exists():
        return
    figuur = Figuur(
        indicator=indicator, gebied=gebied, periode=jaar, waarde=Decimal(waarde), teken=teken, vindplaats=VINDPLAATS
    )
    leg_waarneming_vast(figuur=figuur, door=door)


def _haal(model: type[M], zoek: dict[str, Any], waarden: dict[str, Any], door: Lidmaatschap) -> M:
    """The row of a register, added when it is not there."""
    if not model._default_manager.filter(**zoek).exists():
        (slug,) = [slug for slug, register in REGISTERS.items() if register.model is model]
        bewaar(slug=slug, waarden=waarden, door=door)
    return model._default_manager.get(**zoek)
