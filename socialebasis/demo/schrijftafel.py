"""A table of the example call that writes together now: a draft with all there is to see in one. All made up."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.utils import timezone

from organisaties.models import Lidmaatschap
from socialebasis.demo.zaken import Leden, geef_akkoord, open_tafel, relaties_van
from subsidies.models import Aanvraag, Aanvraagdeel, Antwoord, Onderdeel, Opmerking, Voorziening
from subsidies.models.antwoord import VRAGEN
from subsidies.onderdelen import BEGROTING
from subsidies.services.antwoord import bewaar_antwoord
from subsidies.services.begroting import PostInvoer, bewaar_begroting
from subsidies.services.bijlage import voeg_bijlage_toe
from subsidies.services.klad import bewaar_klad
from subsidies.services.opmerking import beantwoord, plaats_opmerking
from subsidies.services.voorziening import Jaar, VoorzieningInvoer, bewaar_voorziening
from thematafels import services as tafels
from thematafels.models import Aanstelling, Thematafel, Uitvraag

DATA = Path(__file__).parent / "data"
VELDEN = ("naam", "omschrijving", "clientondersteuning", "preventief")
Feiten = Mapping[str, Any]


def zaai_schrijftafel(uitvraag: Uitvraag, leden: Leden) -> None:
    """Write the draft once, through the services. `leden` by code of the account."""
    feiten = yaml.safe_load((DATA / "schrijftafel.yaml").read_text(encoding="utf-8"))
    tafel = Thematafel.objects.select_related("thema").get(thema__uitvraag=uitvraag, thema__code=feiten["thema"])
    if Aanvraag.objects.filter(tafel=tafel).exists():
        return
    with transaction.atomic():
        tafels.benoem(
            tafel_id=tafel.pk,
            lidmaatschap_id=leden["procesbegeleider"].pk,
            functie=Aanstelling.Functie.PROCESBEGELEIDER,
            van=timezone.localdate(),
            tot=None,
            door=leden["beleidsmedewerker"],
        )
        aanvraag = open_tafel(feiten["delen"], tafel, leden)
        for deel in feiten["delen"]:
            _schrijf_deel(aanvraag, deel, tafel, leden[deel["account"]])
        _schrijf_teksten(aanvraag, feiten["teksten"], leden)
        for account in feiten["akkoord"]:
            geef_akkoord(aanvraag, leden[account])
        _wijzig(aanvraag, feiten["daarna"], leden)
        _laat_klad_liggen(aanvraag, feiten["klad"], leden)
        for opmerking in feiten["opmerkingen"]:
            _merk_op(aanvraag, opmerking, leden)
        _voeg_bijlage_toe(aanvraag, feiten["bijlage"], leden)


def _schrijf_deel(aanvraag: Aanvraag, feiten: Feiten, tafel: Thematafel, lid: Lidmaatschap) -> None:
    deel = _deel(aanvraag, lid)
    bewaar_begroting(
        deel_id=deel.pk,
        posten=[
            PostInvoer(soort, omschrijving, dict.fromkeys(aanvraag.jaren, Decimal(bedrag)))
            for soort, omschrijving, bedrag in feiten["begroting"]
        ],
        vorig_jaar=Decimal(feiten["vorig_jaar"]) if "vorig_jaar" in feiten else None,
        versie=0,
        door=lid,
    )
    for aanbod in feiten["voorzieningen"]:
        bereik, kosten = aanbod["per_jaar"]
        jaar = Jaar(bereik, None if kosten is None else Decimal(kosten))
        invoer = VoorzieningInvoer(
            velden={veld: aanbod[veld] for veld in VELDEN if veld in aanbod},
            relaties=relaties_van(aanbod, tafel),
            jaren=dict.fromkeys(aanvraag.jaren, jaar),
        )
        bewaar_voorziening(deel_id=deel.pk, voorziening_id=None, versie=0, invoer=invoer, door=lid)


def _schrijf_teksten(aanvraag: Aanvraag, teksten: Feiten, leden: Leden) -> None:
    for code, versies in teksten.items():
        antwoord = _antwoord(aanvraag, code)
        for versie, (account, tekst) in enumerate(versies):
            bewaar_antwoord(antwoord_id=antwoord.pk, tekst=tekst, versie=versie, door=leden[account])


def _wijzig(aanvraag: Aanvraag, feiten: Feiten, leden: Leden) -> None:
    voorziening = _voorziening(aanvraag, feiten["voorziening"])
    jaren = {jaar.jaar: Jaar(jaar.bereik, jaar.kosten) for jaar in voorziening.per_jaar.all()}
    bewaar_voorziening(
        deel_id=voorziening.deel_id,
        voorziening_id=voorziening.pk,
        versie=voorziening.versie,
        invoer=VoorzieningInvoer(velden={"omschrijving": feiten["omschrijving"]}, relaties={}, jaren=jaren),
        door=leden[feiten["account"]],
    )


def _laat_klad_liggen(aanvraag: Aanvraag, feiten: Feiten, leden: Leden) -> None:
    """As the page of the budget keeps it: one line reads otherwise than what was saved."""
    lid = leden[feiten["account"]]
    deel = _deel(aanvraag, lid)
    inhoud = BEGROTING.inhoud(deel)
    post = next(post for post in inhoud["posten"] if post["omschrijving"] == feiten["regel"])
    post["bedragen"] = dict.fromkeys(post["bedragen"], str(feiten["bedrag"]))
    bewaar_klad(
        aanvraag_id=aanvraag.pk,
        soort=Onderdeel.BEGROTING,
        onderdeel=deel.pk,
        versie=deel.begroting_versie,
        invoer=dict(BEGROTING.als_invoer(inhoud).lists()),
        reden="begroting.zelf_bewaren",
        door=lid,
    )


def _merk_op(aanvraag: Aanvraag, feiten: Feiten, leden: Leden) -> None:
    soort, onderdeel = _stuk(aanvraag, feiten["bij"], leden)
    wie_ziet = Opmerking.Zichtbaarheid.GEMEENTE if "alleen_gemeente" in feiten else Opmerking.Zichtbaarheid.TAFEL
    opmerking = plaats_opmerking(
        aanvraag_id=aanvraag.pk,
        soort=soort,
        onderdeel=onderdeel,
        tekst=feiten["tekst"],
        zichtbaarheid=wie_ziet,
        door=leden[feiten["door"]],
    )
    if "antwoord" in feiten:
        account, tekst = feiten["antwoord"]
        beantwoord(opmerking_id=opmerking.pk, tekst=tekst, door=leden[account])


def _voeg_bijlage_toe(aanvraag: Aanvraag, feiten: Feiten, leden: Leden) -> None:
    lid = leden[feiten["account"]]
    voeg_bijlage_toe(
        aanvraag_id=aanvraag.pk,
        deel_id=_deel(aanvraag, lid).pk,
        soort=feiten["soort"],
        omschrijving=feiten["omschrijving"],
        bestand=SimpleUploadedFile(feiten["bestand"], (DATA / feiten["bestand"]).read_bytes()),
        door=lid,
    )


def _stuk(aanvraag: Aanvraag, bij: Mapping[str, str], leden: Leden) -> tuple[Onderdeel, int]:
    """The section a comment is about."""
    ((soort, naam),) = bij.items()
    match soort:
        case "tekst":
            return Onderdeel.ANTWOORD, _antwoord(aanvraag, naam).pk
        case "voorziening":
            return Onderdeel.VOORZIENING, _voorziening(aanvraag, naam).pk
    return Onderdeel.BEGROTING, _deel(aanvraag, leden[naam]).pk


def _deel(aanvraag: Aanvraag, lid: Lidmaatschap) -> Aanvraagdeel:
    return aanvraag.delen.select_related("organisatie").get(organisatie=lid.organisatie_id)


def _antwoord(aanvraag: Aanvraag, code: str) -> Antwoord:
    van_vraag = models.Q()
    for vraag in VRAGEN:
        van_vraag |= models.Q(**{f"{vraag}__code": code})
    return aanvraag.antwoorden.get(van_vraag)


def _voorziening(aanvraag: Aanvraag, naam: str) -> Voorziening:
    return Voorziening.objects.get(deel__aanvraag=aanvraag, naam=naam)
