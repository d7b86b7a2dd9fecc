"""The cases in the example call that are further on: being assessed, proposed and decided. All made up."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import models, transaction
from django.utils import timezone

from organisaties.models import Lidmaatschap
from socialebasis.demo.verantwoording_plan import schrijf_plan
from subsidies.models import Aanvraag, Aanvraagdeel, Begrotingspost, Beoordeling
from subsidies.regels.inhoud import inhoudshash
from subsidies.selectors import laad_dossier
from subsidies.services import akkoord, beoordelen, besluiten, indienen, oordelen, starten
from subsidies.services import antwoord as antwoorden
from subsidies.services import begroting as begrotingen
from subsidies.services import voorziening as voorzieningen
from subsidies.services.oordelen import Oordeelinvoer
from subsidies.services.voorziening import Jaar, VoorzieningInvoer
from thematafels import services as tafels
from thematafels.models import Deelname, Stadsdeel, Thematafel, Uitvraag

FEITEN = Path(__file__).parent / "data" / "voorbeeldzaken.yaml"
TEKST = (
    "De organisaties aan deze tafel verdelen het werk en verwijzen naar elkaar. Elk kwartaal bespreken zij met "
    "bewoners wat er beter kan. (Voorbeeldtekst.)"
)
OORDEEL = Oordeelinvoer(Beoordeling.Oordeel.VOLDOENDE, "Helder beschreven, met uitvoerder, gebied en bereik.")
RELATIES = ("subdoelen", "gebiedsopgaven", "doelgroepen", "principes")
Leden = Mapping[str, Lidmaatschap]


def zaai_zaken(uitvraag: Uitvraag, leden: Leden) -> dict[str, Aanvraag]:
    """Walk each case once through the services, as far as it says; gives what is new, by code of the theme.

    A table where somebody sits is theirs, and nobody joins once the call has closed. `leden` by code of the account.
    """
    nieuw: dict[str, Aanvraag] = {}
    if not uitvraag.is_open(timezone.now()):
        return nieuw
    for zaak in yaml.safe_load(FEITEN.read_text(encoding="utf-8")):
        tafel = Thematafel.objects.get(thema__uitvraag=uitvraag, thema__code=zaak["thema"])
        if Deelname.objects.filter(tafel=tafel).exists():
            continue
        with transaction.atomic():
            nieuw[zaak["thema"]] = _zaai(zaak, tafel, leden)
    return nieuw


def _zaai(zaak: dict[str, Any], tafel: Thematafel, leden: Leden) -> Aanvraag:
    aanvraag = dien_in(zaak["delen"], tafel, leden)
    compleet = zaak["tot"] != Aanvraag.Stand.IN_BEHANDELING
    beoordeel(aanvraag, zaak["delen"], leden, alles=compleet)
    if compleet:
        beoordelen.leg_voorstel_voor(aanvraag_id=aanvraag.pk, door=leden["beleidsmedewerker"])
    if zaak["tot"] == Aanvraag.Stand.BESLOTEN:
        besluiten.neem_besluit(aanvraag_id=aanvraag.pk, motivering="", door=leden["besluitnemer"])
    return aanvraag


def open_tafel(delen: list[dict[str, Any]], tafel: Thematafel, leden: Leden) -> Aanvraag:
    """Everybody applies for the table and is let in; the first begins the application and holds the pen."""
    for deel in delen:
        deelname = tafels.meld_aan(tafel_id=tafel.pk, motivatie=deel["motivatie"], door=leden[deel["account"]])
        tafels.laat_toe(deelname_id=deelname.pk, door=leden["beleidsmedewerker"])
    return starten.start_aanvraag(tafel_id=tafel.pk, door=leden[delen[0]["account"]])


def dien_in(delen: list[dict[str, Any]], tafel: Thematafel, leden: Leden) -> Aanvraag:
    """Everybody writes its part and agrees, and the penvoerder submits."""
    penvoerder = leden[delen[0]["account"]]
    aanvraag = open_tafel(delen, tafel, leden)
    for deel in delen:
        _schrijf(aanvraag, deel, tafel, leden[deel["account"]])
    for antwoord in aanvraag.antwoorden.all():
        antwoorden.bewaar_antwoord(antwoord_id=antwoord.pk, tekst=TEKST, versie=0, door=penvoerder)
    for deel in delen:
        geef_akkoord(aanvraag, leden[deel["account"]])
    indienen.dien_in(aanvraag_id=aanvraag.pk, door=penvoerder)
    return aanvraag


def _schrijf(aanvraag: Aanvraag, feiten: dict[str, Any], tafel: Thematafel, lid: Lidmaatschap) -> None:
    deel = aanvraag.delen.get(organisatie=lid.organisatie_id)
    soort = Begrotingspost.Soort
    regels = (
        (soort.LOON, "Beroepskrachten", "loon"),
        (soort.ACTIVITEITEN, "Activiteiten en materiaal", "activiteiten"),
        (soort.EIGEN, "Eigen bijdrage", "eigen"),
    )
    begrotingen.bewaar_begroting(
        deel_id=deel.pk,
        posten=[
            begrotingen.PostInvoer(kosten, naam, dict.fromkeys(aanvraag.jaren, Decimal(feiten[sleutel])))
            for kosten, naam, sleutel in regels
        ],
        versie=0,
        door=lid,
    )
    aanbod = feiten["voorziening"]
    voorziening = voorzieningen.bewaar_voorziening(
        deel_id=deel.pk,
        voorziening_id=None,
        versie=0,
        invoer=VoorzieningInvoer(
            velden={"naam": aanbod["naam"], "omschrijving": aanbod["omschrijving"], "preventief": True},
            relaties=relaties_van({"subdoelen": [aanbod["subdoel"]]} | aanbod, tafel),
            jaren={jaar: Jaar(bereik=aanbod["bereik"]) for jaar in aanvraag.jaren},
        ),
        door=lid,
    )
    schrijf_plan(deel, voorziening, feiten.get("plan", ()), tafel.thema, lid)


def relaties_van(aanbod: Mapping[str, Any], tafel: Thematafel) -> dict[str, list[int]]:
    """The numbers behind the names; a name that the call does not know is a mistake in the data."""
    rijen = {naam: _bij_naam(getattr(tafel.thema, naam), aanbod.get(naam, [])) for naam in RELATIES}
    return rijen | {"stadsdelen": _bij_naam(Stadsdeel.objects, aanbod.get("stadsdelen", []))}


def _bij_naam(rijen: models.Manager[Any], namen: list[str]) -> list[int]:
    per_naam = {getattr(rij, "opgave", None) or rij.naam: rij.pk for rij in rijen.all()}
    return [per_naam[naam] for naam in namen]


def geef_akkoord(aanvraag: Aanvraag, lid: Lidmaatschap) -> None:
    dossier = laad_dossier(Aanvraag.objects.select_related("regeling", "uitvraag", "tafel__thema").get(pk=aanvraag.pk))
    deel = dossier.deel_van(lid.organisatie_id)
    if deel is None:
        raise LookupError(f"{lid} doet niet mee aan {aanvraag}")
    akkoord.geef_akkoord(deel_id=deel.pk, gezien=inhoudshash(dossier, deel), door=lid)


def beoordeel(aanvraag: Aanvraag, delen: list[dict[str, Any]], leden: Leden, *, alles: bool) -> None:
    """Judge all of a case, or only its first three criteria."""
    officier = leden["beleidsmedewerker"]
    beoordelen.neem_in_behandeling(aanvraag_id=aanvraag.pk, door=officier)
    criteria = aanvraag.antwoorden.filter(criterium__isnull=False).order_by("criterium__volgorde")
    for antwoord in criteria if alles else criteria[:3]:
        oordelen.beoordeel(
            aanvraag_id=aanvraag.pk,
            criterium_id=antwoord.criterium_id or 0,
            invoer=OORDEEL,
            door=officier,
        )
    for deel in delen if alles else ():
        _stel_voor(aanvraag.delen.get(organisatie=leden[deel["account"]].organisatie_id), deel, officier)


def _stel_voor(deel: Aanvraagdeel, feiten: dict[str, Any], officier: Lidmaatschap) -> None:
    afwijking = feiten.get("afwijking", {})
    per_jaar = afwijking.get("per_jaar", feiten["loon"] + feiten["activiteiten"] - feiten["eigen"])
    beoordelen.stel_bedragen_voor(
        deel_id=deel.pk,
        bedragen=dict.fromkeys(deel.aanvraag.jaren, Decimal(per_jaar)),
        motivering=afwijking.get("motivering", ""),
        verplichting=afwijking.get("verplichting", ""),
        door=officier,
    )
