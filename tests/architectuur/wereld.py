"""One small town with everything in it: every role, two partners at a table, an outsider, and work in each state.

The permission matrix, the query budget and the page checks all walk through the same town.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from begroting.models import Bestedingsdoel, BudgetAard
from begroting.services import vaststellen
from brieven.models import Brief
from kern.models import Gebruiker
from organisaties.models import Lidmaatschap, Mandaat, Organisatie, Uitnodiging
from organisaties.toegang import Rol
from regelingen.zaad import zaai_regelingen
from subsidies.models import Aanvraag, Aanvraagdeel, Deelvoorstel, Jaardekking, Voorstelbedrag, Zaakrol
from tests.hulp.fabriek import (
    geef_akkoord,
    maak_aanvraag,
    maak_brief,
    maak_deelname,
    maak_gebruiker,
    maak_lid,
    maak_organisatie,
    maak_uitvraag,
    tafels_van,
    vul_deel,
)
from thematafels.models import Deelname, Thematafel, Uitvraag

# Who walks through the town. `tafelgenoot` is at the same tables as `tekenbevoegde`; `buiten` at none.
GEMEENTE = frozenset({"beleidsmedewerker", "besluitnemer", "financieel", "beheerder", "college"})
EIGEN = frozenset({"tekenbevoegde", "redacteur", "meelezer"})
TAFEL = EIGEN | {"tafelgenoot"}
PARTNER = TAFEL | {"buiten"}
RAAD = frozenset({"commissielid", "griffie"})
LEDEN = GEMEENTE | PARTNER | RAAD | {"procesbegeleider"}
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
    eigen_deel: Aanvraagdeel
    ingediend: Aanvraag
    in_behandeling: Aanvraag
    voorgesteld: Aanvraag
    brief: Brief
    mislukte_brief: Brief
    doel: Bestedingsdoel
    uitnodiging: Uitnodiging

    @property
    def tafel(self) -> tuple[str, str]:
        return self.plek(self.vrije_tafel)

    def plek(self, tafel: Thematafel) -> tuple[str, str]:
        """How an address names a table: the call and the theme."""
        return tafel.thema.uitvraag.kenmerk, tafel.thema.code


def bouw() -> Wereld:
    zaai_regelingen()
    partner, genoot = maak_organisatie("Stichting Voorbeeld Nabij"), maak_organisatie("Stichting Voorbeeld Verder")
    gemeente = maak_organisatie("Gemeente Voorbeeld", "gemeente")
    leden = {rol: maak_lid(rol, gemeente) for rol in GEMEENTE}
    leden |= {rol: maak_lid(rol, partner) for rol in EIGEN}
    leden |= {rol: maak_lid(rol) for rol in (*RAAD, "procesbegeleider")}
    leden["tafelgenoot"] = maak_lid(Rol.TEKENBEVOEGDE, genoot)
    leden["buiten"] = maak_lid(Rol.TEKENBEVOEGDE)
    uitvraag = maak_uitvraag(themas=6)
    tafels = tafels_van(uitvraag)
    doel = _geld(leden["financieel"])

    def samen(tafel: Thematafel, stand: str) -> Aanvraag:
        aanvraag = maak_aanvraag(tafel, partner, genoot, stand=stand, tekst="Zo doen wij dat.")
        for deel in aanvraag.delen.all():
            vul_deel(deel)
        return aanvraag

    concept = samen(tafels[0], "concept")
    geef_akkoord(concept.delen.get(organisatie=genoot), leden["tafelgenoot"])
    voorgesteld = samen(tafels[3], "voorgesteld")
    _voorstel(voorgesteld, doel, leden)
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
        eigen_deel=concept.delen.get(organisatie=partner),
        ingediend=samen(tafels[1], "ingediend"),
        in_behandeling=samen(tafels[2], "in_behandeling"),
        voorgesteld=voorgesteld,
        brief=maak_brief(partner, "verzonden"),
        mislukte_brief=maak_brief(partner, "mislukt"),
        doel=doel,
        uitnodiging=_uitnodiging(partner),
    )


def _geld(door: Lidmaatschap) -> Bestedingsdoel:
    budget = vaststellen.open_budget(naam="Budget van het voorbeeld", aard=BudgetAard.STRUCTUREEL, door=door)
    jaar = vaststellen.open_budgetjaar(budget_id=budget.pk, jaar=2027, door=door)
    doel = vaststellen.open_bestedingsdoel(budgetjaar_id=jaar.pk, code="tafels", naam="Thematafels", door=door)
    vaststellen.stel_begroting_vast(
        budgetjaar_id=jaar.pk,
        bedrag=Decimal("1000000.00"),
        verdeling={doel.pk: Decimal("1000000.00")},
        kenmerk="begroting-voorbeeld",
        datum=timezone.localdate(),
        omschrijving="Begroting van het voorbeeld",
        door=door,
    )
    return doel


def _voorstel(aanvraag: Aanvraag, doel: Bestedingsdoel, leden: dict[str, Lidmaatschap]) -> None:
    """A proposal ready to be decided on: amounts, cover, an assessor, and a mandate that is high enough."""
    ambtenaar = leden["beleidsmedewerker"]
    Zaakrol.objects.create(
        aanvraag=aanvraag, gebruiker=ambtenaar.gebruiker, lidmaatschap=ambtenaar, rol=Zaakrol.Rol.BEOORDELAAR
    )
    for deel in aanvraag.delen.all():
        voorstel = Deelvoorstel.objects.create(deel=deel, door=ambtenaar)
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


def _uitnodiging(organisatie: Organisatie) -> Uitnodiging:
    return Uitnodiging.objects.create(
        email="nieuw@voorbeeld.example",
        organisatie=organisatie,
        rol=Rol.REDACTEUR,
        verloopt_op=timezone.now() + Uitnodiging.GELDIGHEID,
    )
