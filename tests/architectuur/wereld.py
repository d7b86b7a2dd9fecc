"""One small town with everything in it: every role, two partners at a table, an outsider, and work in each state.

The permission matrix, the query budget and the page checks all walk through the same town.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from begroting.models import Aansluiting, Bestedingsdoel, Bron, Raadsvraag, Traject
from begroting.services import afsluiten, vaststellen
from brieven.models import BerichtSoort, Brief, BriefSoort, Brieftekst
from brieven.services.bericht import leg_bericht_klaar
from kern.models import Gebruiker, Storing
from organisaties.models import Lidmaatschap, Machtiging, Mandaat, Organisatie, Samenwerkingsverband, Uitnodiging
from organisaties.toegang import Rol
from overzichten.cijfer import Cijfer
from overzichten.services.raadsvraag import beantwoord_raadsvraag, stel_raadsvraag
from regelingen.models import Vraag
from regelingen.zaad import zaai_regelingen
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Aanvulling,
    Belverzoek,
    Bijlage,
    Collegebesluit,
    Collegepunt,
    Collegeregel,
    Deelvoorstel,
    Jaardekking,
    Opmerking,
    Plafondvrijstelling,
    Termijnopschorting,
    Toewijzing,
    Uitneming,
    Voorstelbedrag,
    Zaakrol,
)
from subsidies.services.starten import start_alleen
from tests.architectuur.ingelezen import maak_inlezing
from tests.architectuur.na_het_besluit import Betaald, Bezwaard, maak_betaald, maak_bezwaard
from tests.architectuur.verantwoord import Verantwoord, maak_verantwoord
from tests.hulp.afloop import Afloop, maak_afloop
from tests.hulp.fabriek import (
    geef_akkoord,
    leg_indiening_vast,
    maak_aanvraag,
    maak_activiteit,
    maak_bestand,
    maak_brief,
    maak_deelname,
    maak_gebruiker,
    maak_lid,
    maak_machtiging,
    maak_organisatie,
    maak_storing,
    maak_uitvraag,
    maak_verband,
    tafels_van,
    vul_deel,
)
from tests.hulp.geld import maak_doel, maak_traject
from tests.hulp.jaren import Jaren, maak_jaren
from tests.hulp.subsidies import maak_indexering, maak_subsidies
from thematafels.models import Aanstelling, Deelname, Meetvoorbeeld, Thematafel, Toezegging, Uitvraag
from uitvoering.models import (
    Indexering,
)
from verantwoording.models import Inlezing

# Who walks through the town. `tafelgenoot` is at the same tables as `tekenbevoegde`; `buiten` at none.
GEMEENTE = frozenset({"beleidsmedewerker", "besluitnemer", "financieel", "beheerder", "college"})
EIGEN = frozenset({"tekenbevoegde", "redacteur", "meelezer"})
TAFEL = EIGEN | {"tafelgenoot"}
PARTNER = TAFEL | {"buiten"}
RAAD = frozenset({"commissielid", "griffie"})
# Both from an independent office: `begeleider` guides the table of the draft, `procesbegeleider` no table.
LEDEN = GEMEENTE | PARTNER | RAAD | {"procesbegeleider", "begeleider"}
CIJFER = Cijfer("/geld/?per=2026-01-01#budgetten", "Budgetten: samen, vrij", "1 euro", datetime.date(2026, 1, 1))
ZONDER_ROL = "zonder_rol"
WIE = sorted(LEDEN | {ZONDER_ROL})


@dataclass
class Wereld:
    """What the routes of the matrix point at."""

    personen: dict[str, Gebruiker]
    leden: dict[str, Lidmaatschap]
    partner: Organisatie
    open: Uitvraag
    voorbereid: Uitvraag
    vrije_tafel: Thematafel
    aangemeld: Deelname
    eigen_deelname: Deelname
    concept: Aanvraag
    opmerkingen: dict[str, Opmerking]
    eigen_deel: Aanvraagdeel
    ingediend: Aanvraag
    in_behandeling: Aanvraag
    voorgesteld: Aanvraag
    brief: Brief
    mislukte_brief: Brief
    brieftekst: Brieftekst
    doel: Bestedingsdoel
    sluitend: Bestedingsdoel
    aansluiting: Aansluiting
    raadsvraag: Raadsvraag
    beantwoord: Raadsvraag
    traject: Traject
    uitnodiging: Uitnodiging
    toezegging: Toezegging
    meetvoorbeeld: Meetvoorbeeld
    loket: Thematafel
    kort: Aanvraag
    bijlage: Bijlage
    belverzoek: Belverzoek
    vraag: Vraag
    storing: Storing
    machtiging: Machtiging
    verband: Samenwerkingsverband
    vrijstelling: Plafondvrijstelling
    college: Collegebesluit
    aanvulling: Aanvulling
    indexering: Indexering
    betaald: Betaald
    bezwaard: Bezwaard
    jaren: Jaren
    afloop: Afloop
    verantwoord: Verantwoord
    inlezing: Inlezing

    @property
    def tafel(self) -> tuple[str, str]:
        return self.plek(self.vrije_tafel)

    def plek(self, tafel: Thematafel) -> tuple[str, str]:
        """How an address names a table: the call and the theme."""
        return tafel.thema.uitvraag.kenmerk, tafel.thema.code


def bouw() -> Wereld:
    regelingen = zaai_regelingen()
    partner, genoot = maak_organisatie("Stichting Voorbeeld Nabij"), maak_organisatie("Stichting Voorbeeld Verder")
    gemeente = maak_organisatie("Gemeente Voorbeeld", "gemeente")
    leden = {rol: maak_lid(rol, gemeente) for rol in GEMEENTE}
    leden |= {rol: maak_lid(rol, partner) for rol in EIGEN}
    leden |= {rol: maak_lid(rol) for rol in (*RAAD, "procesbegeleider")}
    leden["begeleider"] = maak_lid(Rol.PROCESBEGELEIDER)
    leden["tafelgenoot"] = maak_lid(Rol.TEKENBEVOEGDE, genoot)
    leden["buiten"] = maak_lid(Rol.TEKENBEVOEGDE)
    uitvraag = maak_uitvraag(themas=6)
    tafels = tafels_van(uitvraag)
    doel = maak_doel(leden["financieel"])

    def samen(tafel: Thematafel, stand: str) -> Aanvraag:
        aanvraag = maak_aanvraag(tafel, partner, genoot, stand=stand, tekst="Zo doen wij dat.")
        for deel in aanvraag.delen.all():
            vul_deel(deel)
        return aanvraag

    concept = samen(tafels[0], "concept")
    maak_activiteit(concept.delen.get(organisatie=partner))
    Aanstelling.objects.create(
        tafel=tafels[0], lidmaatschap=leden["begeleider"], functie="procesbegeleider", van=timezone.localdate()
    )
    geef_akkoord(concept.delen.get(organisatie=genoot), leden["tafelgenoot"])
    Uitneming.objects.create(
        deel=concept.delen.get(organisatie=partner),
        voorgesteld_door=leden["tafelgenoot"],
        reden="Het akkoord blijft uit.",
        zienswijze_tot=timezone.localdate(),
    )
    voorgesteld = samen(tafels[3], "voorgesteld")
    in_behandeling = samen(tafels[2], "in_behandeling")
    _voorstel(voorgesteld, doel, leden)
    leg_bericht_klaar(soort=BerichtSoort.OPMERKING, ontvangers=leden.values(), over=concept, pad="/")
    return Wereld(
        personen={naam: lid.gebruiker for naam, lid in leden.items()} | {ZONDER_ROL: maak_gebruiker()},
        leden=leden,
        partner=partner,
        open=uitvraag,
        voorbereid=maak_uitvraag(stand="concept"),
        vrije_tafel=tafels[4],
        aangemeld=maak_deelname(tafels[5], genoot, "aangemeld"),
        eigen_deelname=maak_deelname(tafels[4], partner),
        concept=concept,
        opmerkingen=_opmerkingen(concept, leden),
        eigen_deel=concept.delen.get(organisatie=partner),
        ingediend=leg_indiening_vast(samen(tafels[1], "ingediend"), leden["tekenbevoegde"]),
        in_behandeling=in_behandeling,
        aanvulling=_beoordeling(in_behandeling, partner, leden["beleidsmedewerker"]),
        voorgesteld=voorgesteld,
        brief=maak_brief(partner, "verzonden"),
        mislukte_brief=maak_brief(partner, "mislukt"),
        brieftekst=Brieftekst.objects.create(
            soort=BriefSoort.VRIJE_BRIEF,
            versie=1,
            tekst="{bericht}",
            geldig_van=timezone.localdate(),
            toelichting="Korter",
            door=leden["beheerder"],
        ),
        doel=doel,
        sluitend=_sluitend(leden["financieel"]),
        aansluiting=Aansluiting.objects.create(verschillen=["Pilots, begroot: er staat 2, de regels geven 1"]),
        raadsvraag=stel_raadsvraag(cijfer=CIJFER, vraag="Voor wie is dit?", door=leden["commissielid"]),
        beantwoord=beantwoord_raadsvraag(
            raadsvraag_id=stel_raadsvraag(cijfer=CIJFER, vraag="Waarom?", door=leden["griffie"]).pk,
            antwoord="Daarom.",
            door=leden["financieel"],
        ),
        traject=maak_traject(leden["financieel"], doel),
        uitnodiging=_uitnodiging(partner),
        toezegging=_toezegging(tafels[4], leden["beleidsmedewerker"]),
        meetvoorbeeld=Meetvoorbeeld.objects.create(naam="Bezoekers", niveau="bereik", eenheid="bewoners"),
        loket=tafels_van(maak_uitvraag(regeling=regelingen["pilots"]))[0],
        kort=start_alleen(
            tafel_id=tafels_van(maak_uitvraag(regeling=regelingen["zelforganisaties"]))[0].pk,
            door=leden["tekenbevoegde"],
        ),
        bijlage=Bijlage.objects.create(
            aanvraag=concept,
            deel=concept.delen.get(organisatie=partner),
            soort=Bijlage.Soort.STATUTEN,
            bestand=maak_bestand(),
            door=leden["tekenbevoegde"],
        ),
        belverzoek=Belverzoek.objects.create(door=leden["tafelgenoot"], telefoon="0235550000"),
        vraag=regelingen["pilots"].vragen.all()[0],
        storing=maak_storing(leden["beheerder"]),
        machtiging=maak_machtiging(partner, leden["tafelgenoot"], leden["tekenbevoegde"]),
        verband=maak_verband(partner),
        vrijstelling=_vrijstelling(voorgesteld, leden["besluitnemer"]),
        college=_college(voorgesteld, leden["beleidsmedewerker"]),
        indexering=maak_indexering(
            maak_subsidies(
                tafels_van(maak_uitvraag())[0],
                {partner: {2027: Decimal("1000.00")}},
                doel_id=doel.pk,
                door=leden["besluitnemer"],
                mandaat=Mandaat.objects.filter(lidmaatschap=leden["besluitnemer"])[0],
            ),
            leden["beleidsmedewerker"],
        ),
        betaald=maak_betaald(leden, doel),
        bezwaard=maak_bezwaard(leden, doel),
        jaren=_jaren(leden, doel),
        afloop=_afloop(leden, doel),
        verantwoord=maak_verantwoord(leden, doel),
        inlezing=maak_inlezing(leden["beleidsmedewerker"]),
    )


def _jaren(leden: dict[str, Lidmaatschap], doel: Bestedingsdoel) -> Jaren:
    tekenaar = leden["tekenbevoegde"]
    [subsidie] = maak_subsidies(
        tafels_van(maak_uitvraag())[0],
        {tekenaar.organisatie: {2027: Decimal("9000.00")}},
        doel_id=doel.pk,
        door=leden["besluitnemer"],
        mandaat=Mandaat.objects.filter(lidmaatschap=leden["besluitnemer"])[0],
    )
    return maak_jaren(subsidie, leden["beleidsmedewerker"], tekenaar)


def _afloop(leden: dict[str, Lidmaatschap], doel: Bestedingsdoel) -> Afloop:
    tekenaar, mandaat = leden["tekenbevoegde"], Mandaat.objects.filter(lidmaatschap=leden["besluitnemer"])[0]
    [subsidie] = maak_subsidies(
        tafels_van(maak_uitvraag())[0],
        {tekenaar.organisatie: {2027: Decimal("8000.00")}},
        doel_id=doel.pk,
        door=leden["besluitnemer"],
        mandaat=mandaat,
    )
    return maak_afloop(subsidie, tekenaar, leden["besluitnemer"], mandaat)


def _sluitend(door: Lidmaatschap) -> Bestedingsdoel:
    """A purpose of a year that somebody proposed to close, with one booking."""
    budget = vaststellen.open_budget(naam="Budget dat sluit", bron=Bron.INCIDENTEEL, door=door)
    jaar = vaststellen.open_budgetjaar(budget_id=budget.pk, jaar=2025, door=door)
    doel = vaststellen.open_bestedingsdoel(budgetjaar_id=jaar.pk, code="pilots", naam="Pilots", door=door)
    vaststellen.stel_begroting_vast(
        budgetjaar_id=jaar.pk,
        bedrag=Decimal("1000.00"),
        verdeling={doel.pk: Decimal("1000.00")},
        kenmerk="begroting-die-sluit",
        datum=timezone.localdate(),
        omschrijving="Begroting van een jaar dat sluit",
        door=door,
    )
    afsluiten.stel_afsluiting_voor(budgetjaar_id=jaar.pk, door=door)
    return doel


def _voorstel(aanvraag: Aanvraag, doel: Bestedingsdoel, leden: dict[str, Lidmaatschap]) -> None:
    """A proposal ready to be decided on: amounts, cover, an assessor, and a mandate that is high enough."""
    ambtenaar = leden["beleidsmedewerker"]
    Zaakrol.objects.create(
        aanvraag=aanvraag, gebruiker=ambtenaar.gebruiker, lidmaatschap=ambtenaar, rol=Zaakrol.Rol.BEOORDELAAR
    )
    for deel in aanvraag.delen.all():
        voorstel = Deelvoorstel.objects.create(deel=deel, door=ambtenaar, motivering="Meer past niet.")
        for jaar in aanvraag.jaren:
            Voorstelbedrag.objects.create(voorstel=voorstel, jaar=jaar, bedrag=Decimal("1000.00"))
    for jaar in aanvraag.jaren:
        Jaardekking.objects.create(tafel=aanvraag.tafel, jaar=jaar, bestedingsdoel=doel)
    for soort in ("verlening", "weigering"):
        Mandaat.objects.create(
            lidmaatschap=leden["besluitnemer"],
            soort_besluit=soort,
            maximum=Decimal("1000000.00"),
            van=timezone.localdate(),
            grondslag="Voorbeeldmandaat",
        )


def _beoordeling(aanvraag: Aanvraag, partner: Organisatie, ambtenaar: Lidmaatschap) -> Aanvulling:
    """An assessor on the case, a clock that stands still, and a part that was asked to supplement."""
    vandaag = timezone.localdate()
    Toewijzing.objects.create(
        aanvraag=aanvraag,
        gebruiker=ambtenaar.gebruiker,
        lidmaatschap=ambtenaar,
        rol=Toewijzing.Rol.BEOORDELAAR,
        toegewezen_door=ambtenaar,
    )
    Termijnopschorting.objects.create(
        aanvraag=aanvraag,
        grond=Termijnopschorting.Reden.INSTEMMING,
        van=vandaag,
        toelichting="De penvoerder vroeg om uitstel.",
        door=ambtenaar,
    )
    return Aanvulling.objects.create(
        deel=aanvraag.delen.get(organisatie=partner),
        wat="Een begroting per jaar.",
        dagen=14,
        gevraagd_op=vandaag,
        uiterlijk=vandaag + datetime.timedelta(days=14),
        gevraagd_door=ambtenaar,
        brief=maak_brief(partner, "verzonden"),
    )


def _vrijstelling(aanvraag: Aanvraag, door: Lidmaatschap) -> Plafondvrijstelling:
    return Plafondvrijstelling.objects.create(
        deel=aanvraag.delen.all()[0],
        jaar=aanvraag.eerste_jaar,
        bedrag=Decimal("100.00"),
        grond="De redelijke termijn loopt nog.",
        door=door,
    )


def _college(aanvraag: Aanvraag, door: Lidmaatschap) -> Collegebesluit:
    """A proposal with one case that waits for the college."""
    besluit = Collegebesluit.objects.create(kenmerk="SB-2026-9999", onderwerp="Subsidies", opgesteld_door=door)
    Collegeregel.objects.create(
        collegebesluit=besluit, aanvraag=aanvraag, delen=[deel.pk for deel in aanvraag.delen.all()]
    )
    Collegepunt.objects.create(
        collegebesluit=besluit,
        soort="bijstelling",
        kenmerk="SB-2026-9998",
        aanvraag=aanvraag,
        onderwerp="Bijstelling",
        inhoud={"zinnen": ["Meer bewoners."], "kolommen": ["Wie", "Wordt"], "rijen": [["Anker", "10,00"]], "geld": 1},
        voorbereid_door=door,
    )
    return besluit


def _opmerkingen(aanvraag: Aanvraag, leden: dict[str, Lidmaatschap]) -> dict[str, Opmerking]:
    """One for the table, and one that the municipality keeps to itself."""
    gezegd = {
        "tafel": ("tafelgenoot", Opmerking.Zichtbaarheid.TAFEL),
        "gemeente": ("beleidsmedewerker", Opmerking.Zichtbaarheid.GEMEENTE),
    }
    return {
        naam: Opmerking.objects.create(
            aanvraag=aanvraag, zichtbaarheid=voor, tekst="Hoe bereikt u jongeren?", door=leden[wie]
        )
        for naam, (wie, voor) in gezegd.items()
    }


def _toezegging(tafel: Thematafel, door: Lidmaatschap) -> Toezegging:
    return Toezegging.objects.create(
        uitvraag=tafel.uitvraag,
        tafel=tafel,
        aan=Toezegging.Aan.TAFEL,
        aan_wie=f"thematafel {tafel.thema.naam}",
        onderwerp="Een zaal zoeken",
        gedaan_op=timezone.localdate(),
        door=door,
    )


def _uitnodiging(organisatie: Organisatie) -> Uitnodiging:
    return Uitnodiging.objects.create(
        email="nieuw@voorbeeld.example",
        organisatie=organisatie,
        rol=Rol.REDACTEUR,
        verloopt_op=timezone.now() + Uitnodiging.GELDIGHEID,
    )
