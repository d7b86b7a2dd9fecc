"""Rows for tests, made as plainly as the database allows. Everything made up is marked fictief."""

import datetime
import hashlib
import itertools
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from brieven.models import Brief, BriefSoort
from kern.canoniek import als_json, sha256_van
from kern.models import Bestand, Gebruiker, Storing
from organisaties.models import (
    Convenantdeel,
    Lidmaatschap,
    Machtiging,
    Onderaannemer,
    Organisatie,
    Samenwerkingsverband,
    Verbandlid,
)
from organisaties.soorten import ROLLEN_PER_SOORT, OrganisatieSoort
from organisaties.toegang import Rol
from regelingen.models import Regeling
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Activiteit,
    Akkoord,
    Antwoord,
    Begrotingspost,
    Indicator,
    Indiening,
    Postbedrag,
    Streefwaarde,
    Voorziening,
    Voorzieningjaar,
)
from subsidies.regels.inhoud import FORMAT_VERSIE, deelhash, indiening_inhoud, inhoudshash
from subsidies.selectors import laad_dossier
from thematafels.models import (
    Criterium,
    Deelname,
    Eis,
    Functie,
    Niveau,
    Plafond,
    Stadsdeel,
    Subdoel,
    Thema,
    Thematafel,
    Uitvraag,
)

_nummer = itertools.count(1)
_SOORT_BIJ_ROL = {rol: soort for soort, rollen in ROLLEN_PER_SOORT.items() for rol in rollen}

# The smallest picture there is: one grey dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)

# The road to each state, so that the triggers of its Verloop let a test pass.
_WEG = {
    "concept": (),
    "ingediend": ("ingediend",),
    "in_behandeling": ("ingediend", "in_behandeling"),
    "voorgesteld": ("ingediend", "in_behandeling", "voorgesteld"),
    "besloten": ("ingediend", "in_behandeling", "voorgesteld", "besloten"),
    "ingetrokken": ("ingetrokken",),
}


def maak_organisatie(naam: str = "", soort: str = OrganisatieSoort.PARTNER, **velden: Any) -> Organisatie:
    """A partner has made known that it can be reached digitally, unless `digitaal` says otherwise."""
    naam = naam or f"Stichting Voorbeeld {next(_nummer)}"
    digitaal = True if soort == OrganisatieSoort.PARTNER else None
    return Organisatie.objects.create(naam=naam, soort=soort, **({"fictief": True, "digitaal": digitaal} | velden))


def maak_gebruiker(naam: str = "", wachtwoord: str | None = None) -> Gebruiker:
    """Without a usable password, unless one is given: hashing takes long."""
    nummer = next(_nummer)
    return Gebruiker.objects.create_user(
        f"persoon{nummer}@voorbeeld.example", wachtwoord, naam=naam or f"Persoon {nummer}"
    )


def maak_lid(rol: str, organisatie: Organisatie | None = None, gebruiker: Gebruiker | None = None) -> Lidmaatschap:
    return Lidmaatschap.objects.create(
        gebruiker=gebruiker or maak_gebruiker(),
        organisatie=organisatie or maak_organisatie(soort=_SOORT_BIJ_ROL[Rol(rol)]),
        rol=rol,
        van=timezone.localdate() - datetime.timedelta(days=30),
    )


def maak_bestand(stand: str = "vrij", naam: str = "formulier.png") -> Bestand:
    """A file as it stands in private storage after its check."""
    som = hashlib.sha256(PNG).hexdigest()
    bestand = Bestand.objects.create(
        naam=naam,
        soort="image/png",
        grootte=len(PNG),
        sha256=som,
        bestand=default_storage.save(f"bestanden/{som[:2]}/{som}", ContentFile(PNG)),
        stand="quarantaine" if stand == "geweigerd" else stand,
    )
    if stand == "geweigerd":
        Bestand.objects.filter(pk=bestand.pk).update(
            stand=stand, reden="Er zit een virus in.", gescand_op=timezone.now()
        )
        bestand.refresh_from_db()
    return bestand


def maak_storing(door: Lidmaatschap, uren: int | None = None, **velden: Any) -> Storing:
    """It began a week ago; it lasts still, or was over after `uren`."""
    van = timezone.now() - datetime.timedelta(days=7)
    tot = van + datetime.timedelta(hours=uren) if uren else None
    gewoon = {"van": van, "tot": tot, "omschrijving": "Indienen lukte niet."}
    return Storing.objects.create(**(gewoon | velden), geregistreerd_door=door.pk)


def maak_machtiging(
    organisatie: Organisatie, gemachtigde: Lidmaatschap, door: Lidmaatschap, **velden: Any
) -> Machtiging:
    """Signed, found clean, and good for this month and the next; `velden` makes it otherwise."""
    vandaag = timezone.localdate()
    maand = datetime.timedelta(days=30)
    gewoon = {"van": vandaag - maand, "tot": vandaag + maand}
    if "document" not in velden:
        velden["document"] = maak_bestand()
    return Machtiging.objects.create(
        **gewoon | {"organisatie": organisatie, "gemachtigde": gemachtigde, "geregistreerd_door": door} | velden
    )


def maak_verband(trekker: Organisatie) -> Samenwerkingsverband:
    """An alliance with one of everything, kept by `trekker`."""
    verband = Samenwerkingsverband.objects.create(
        naam=f"Alliantie {next(_nummer)}", vorm=Samenwerkingsverband.Vorm.ALLIANTIE, fictief=True
    )
    dag = timezone.localdate()
    Verbandlid.objects.create(verband=verband, organisatie=trekker, schil=1, van=dag, trekker=True)
    Convenantdeel.objects.create(verband=verband, onderwerp="visie", tekst="Samen verder.", bestand=maak_bestand())
    Onderaannemer.objects.create(
        verband=verband, naam="Voorbeeld Vervoer", activiteit="Vervoer", bedrag=Decimal("100.00"), contract_tot=dag
    )
    return verband


def maak_regeling(code: str = "thematafels") -> Regeling:
    return Regeling.objects.get_or_create(
        code=code,
        defaults={"naam": "Sociale basis", "grondslag": "Voorbeeldverordening, artikel 1", "gezamenlijk": True},
    )[0]


def maak_uitvraag(*, stand: str = "gepubliceerd", themas: int = 1, sluit_over: int = 30, **velden: Any) -> Uitvraag:
    """A call of four years with tables; open for `sluit_over` more days when it is published."""
    nummer, nu = next(_nummer), timezone.now()
    uitvraag = Uitvraag.objects.create(
        **{
            "regeling": maak_regeling(),
            "naam": f"Voorbeelduitvraag {nummer}",
            "kenmerk": f"voorbeeld-{nummer}",
            "eerste_jaar": 2027,
            "laatste_jaar": 2030,
            "opent_op": nu - datetime.timedelta(days=60),
            "sluit_op": nu + datetime.timedelta(days=sluit_over),
            "verdeelwijze": "In volgorde van binnenkomst.",
            "plafondbesluit": "Voorbeeldbesluit",
            "fictief": True,
        }
        | velden
    )
    for soort, code in ((Criterium, "bereik"), (Criterium, "samenhang"), (Functie, "steun")):
        soort.objects.create(uitvraag=uitvraag, code=code, naam=f"Vraag over {code}")
    Eis.objects.create(uitvraag=uitvraag, code="privacy", naam="Vraag over privacy", aard=Eis.Aard.BESCHRIJVEN)
    for volgorde in range(themas):
        maak_tafel(uitvraag, volgorde)
    if stand != "concept":
        Uitvraag.objects.filter(pk=uitvraag.pk).update(
            stand="gepubliceerd", gepubliceerd_op=nu - datetime.timedelta(days=90)
        )
    if stand == "gesloten":
        Uitvraag.objects.filter(pk=uitvraag.pk).update(stand="gesloten", gesloten_op=nu)
    uitvraag.refresh_from_db()
    return uitvraag


def maak_tafel(uitvraag: Uitvraag, volgorde: int = 0) -> Thematafel:
    nummer = next(_nummer)
    thema = Thema.objects.create(
        uitvraag=uitvraag, code=f"thema-{nummer}", naam=f"Thema {nummer}", hoofddoel="Samen sterk.", volgorde=volgorde
    )
    Subdoel.objects.create(thema=thema, naam=f"Subdoel {nummer}")
    tafel = Thematafel.objects.create(thema=thema)
    for jaar in uitvraag.jaren:
        Plafond.objects.create(tafel=tafel, jaar=jaar, bedrag=Decimal("500000.00"))
    return tafel


def tafels_van(uitvraag: Uitvraag) -> list[Thematafel]:
    return list(Thematafel.objects.filter(thema__uitvraag=uitvraag).select_related("thema__uitvraag"))


def maak_deelname(
    tafel: Thematafel, organisatie: Organisatie, stand: str = "toegelaten", door: Lidmaatschap | None = None
) -> Deelname:
    door = door or maak_lid(Rol.TEKENBEVOEGDE, organisatie)
    deelname = Deelname.objects.create(
        tafel=tafel,
        organisatie=organisatie,
        motivatie="Wij zijn in elke wijk actief.",
        aangemeld_op=timezone.now(),
        aangemeld_door=door,
    )
    if stand != "aangemeld":
        beoordeeld = {"beoordeeld_op": timezone.now(), "beoordeeld_door": door} if stand != "teruggetrokken" else {}
        Deelname.objects.filter(pk=deelname.pk).update(
            stand=stand, reden="Niet in Haarlem actief." if stand == "afgewezen" else "", **beoordeeld
        )
        deelname.refresh_from_db()
    return deelname


def maak_aanvraag(
    tafel: Thematafel, *organisaties: Organisatie, stand: str = "concept", tekst: str = "", dagen: int = 40
) -> Aanvraag:
    """A joint application; the first organisation holds the pen. `dagen` from now is the last day to decide."""
    uitvraag = tafel.uitvraag
    aanvraag = Aanvraag.objects.create(
        kenmerk=f"SB-2026-{9000 + next(_nummer)}",
        regeling=uitvraag.regeling,
        uitvraag=uitvraag,
        tafel=tafel,
        penvoerder=organisaties[0],
        eerste_jaar=uitvraag.eerste_jaar,
        laatste_jaar=uitvraag.laatste_jaar,
    )
    for organisatie in organisaties:
        if not tafel.deelnames.filter(organisatie=organisatie).exists():
            maak_deelname(tafel, organisatie)
        Aanvraagdeel.objects.create(aanvraag=aanvraag, organisatie=organisatie)
    vragen: list[tuple[str, type[models.Model]]] = [("criterium", Criterium), ("functie", Functie), ("eis", Eis)]
    for veld, soort in vragen:
        for vraag in soort._default_manager.filter(uitvraag=uitvraag):
            Antwoord.objects.create(aanvraag=aanvraag, tekst=tekst, **{veld: vraag})
    klok = {"ontvangen_op": timezone.now(), "beslis_uiterlijk": timezone.localdate() + datetime.timedelta(days=dagen)}
    for stap in _WEG[stand]:
        Aanvraag.objects.filter(pk=aanvraag.pk).update(stand=stap, **(klok if stap == "ingediend" else {}))
    aanvraag.refresh_from_db()
    return aanvraag


def vul_deel(deel: Aanvraagdeel, bedrag: str = "1000.00") -> Voorziening:
    """A budget of `bedrag` euro a year and one voorziening: ready to be agreed to."""
    post = Begrotingspost.objects.create(deel=deel, soort=Begrotingspost.Soort.LOON, omschrijving="Medewerkers")
    for jaar in deel.aanvraag.jaren:
        Postbedrag.objects.create(post=post, jaar=jaar, bedrag=Decimal(bedrag))
    voorziening = Voorziening.objects.create(deel=deel, naam="Buurthuis", omschrijving="Elke dag open.")
    for jaar in deel.aanvraag.jaren:
        Voorzieningjaar.objects.create(voorziening=voorziening, jaar=jaar, bereik=100)
    voorziening.subdoelen.set(Subdoel.objects.filter(thema__tafel=deel.aanvraag.tafel))
    voorziening.stadsdelen.set([Stadsdeel.objects.get_or_create(naam="Voorbeeldwijk")[0]])
    return voorziening


def maak_activiteit(deel: Aanvraagdeel, naam: str = "Samen eten", **velden: Any) -> Activiteit:
    """On the first subdoel and voorziening of its part, with an indicator on each level and a target for each year."""
    activiteit = Activiteit.objects.create(
        **{
            "deel": deel,
            "naam": naam,
            "subdoel": Subdoel.objects.filter(thema__tafel=deel.aanvraag.tafel).first(),
            "voorziening": deel.voorzieningen.first(),
            "volgorde": deel.activiteiten.count(),
        }
        | velden
    )
    for plek, niveau in enumerate(Niveau):
        indicator = Indicator.objects.create(
            activiteit=activiteit, niveau=niveau, naam=f"Indicator van {niveau}", eenheid="bewoners", volgorde=plek
        )
        for jaar in deel.aanvraag.jaren:
            Streefwaarde.objects.create(indicator=indicator, jaar=jaar, waarde=Decimal("100.00"))
    return activiteit


def geef_akkoord(deel: Aanvraagdeel, door: Lidmaatschap) -> Akkoord:
    """The akkoord of this part on what stands there now."""
    dossier = laad_dossier(deel.aanvraag)
    nu = next(ander for ander in dossier.delen if ander.pk == deel.pk)
    return Akkoord.objects.create(deel=deel, door=door, deelhash=deelhash(nu), inhoudshash=inhoudshash(dossier, nu))


def leg_indiening_vast(aanvraag: Aanvraag, door: Lidmaatschap) -> Aanvraag:
    """The same application, with the frozen copy of what stands in it now."""
    inhoud = als_json(indiening_inhoud(laad_dossier(aanvraag)))
    Indiening.objects.create(
        aanvraag=aanvraag,
        door=door,
        ingediend_op=timezone.now(),
        format_versie=FORMAT_VERSIE,
        inhoud=inhoud,
        sha256=sha256_van(inhoud),
        ontvangstbevestiging=maak_brief(door.organisatie, over=aanvraag),
    )
    return aanvraag


def maak_brief(
    ontvanger: Organisatie,
    stand: str = "klaargezet",
    over: models.Model | None = None,
    inhoud: bytes = b"%PDF-1.7",
    wijze: str = "portaal",
) -> Brief:
    """A letter that went as far as `stand`; from `gemaakt` on with a file that holds `inhoud`."""
    brief = Brief.objects.create(
        kenmerk=f"SB-2026-{9000 + next(_nummer)}",
        soort=BriefSoort.ONTVANGSTBEVESTIGING,
        ontvanger=ontvanger,
        over_soort=(over or ontvanger)._meta.label_lower,
        over_id=(over or ontvanger).pk,
        onderwerp="Wij hebben uw aanvraag ontvangen",
        snapshot={},
        verzenddatum=timezone.localdate(),
        wijze=wijze,
    )
    bestand: dict[str, Any] = {"sha256": hashlib.sha256(inhoud).hexdigest(), "bladzijden": 1}
    if stand in {"gemaakt", "verzonden"}:
        bestand["bestand"] = default_storage.save(f"voorbeeld/{brief.kenmerk}.pdf", ContentFile(inhoud))
    weg: dict[str, list[dict[str, Any]]] = {
        "klaargezet": [],
        "bezig": [{"stand": "bezig"}],
        "mislukt": [{"stand": "mislukt", "fout_code": "waarschuwing"}],
        "gemaakt": [{"stand": "bezig"}, {"stand": "gemaakt"} | bestand],
        "verzonden": [{"stand": "bezig"}, {"stand": "gemaakt"} | bestand, {"stand": "verzonden"}],
    }
    for stap in weg[stand]:
        Brief.objects.filter(pk=brief.pk).update(**stap)
    brief.refresh_from_db()
    return brief
