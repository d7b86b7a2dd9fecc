"""The open calls of the individual schemes: made up, and open as long as the example call."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from organisaties.models import Lidmaatschap
from regelingen.models import Regeling
from thematafels import services
from thematafels.gegevens import UitvraagGegevens
from thematafels.models import Thematafel, Uitvraag

LOKET = "aanvragen"


@dataclass(frozen=True)
class Openstelling:
    """What differs per scheme; `plafond` in euro a year."""

    regeling: str
    naam: str
    loket: str
    doel: str
    plafond: Decimal
    criteria: tuple[tuple[str, str], ...]
    verdeelwijze: str


OPENSTELLINGEN = (
    Openstelling(
        regeling="zelforganisaties",
        naam="Openstelling zelf- en belangenorganisaties",
        loket="Zelf- en belangenorganisaties",
        doel="Inwoners die iets gemeen hebben helpen elkaar en doen samen mee in de stad.",
        plafond=Decimal(47000),
        criteria=(
            ("meedoen", "Mensen doen door u mee die anders aan de kant staan"),
            ("samen", "U werkt samen met anderen in de buurt of de stad"),
            ("haalbaar", "Uw plan en uw begroting passen bij elkaar"),
        ),
        verdeelwijze="Wij behandelen aanvragen op volgorde van binnenkomst, tot het plafond is bereikt.",
    ),
    Openstelling(
        regeling="pilots",
        naam="Openstelling pilots sociale basis",
        loket="Pilots",
        doel="Organisaties proberen samen iets nieuws uit, en delen wat zij leren.",
        plafond=Decimal(60000),
        criteria=(
            ("nieuw", "Het is nieuw in de stad"),
            ("leren", "U vertelt hoe u leert, en met wie u dat deelt"),
        ),
        verdeelwijze="Wij vergelijken alle aanvragen na de sluiting. Wat het meest leert, gaat voor.",
    ),
)


def zaai_openstellingen(
    *, door: Lidmaatschap, eerste_jaar: int, opent_op: datetime.datetime, sluit_op: datetime.datetime
) -> list[Uitvraag]:
    """Publish each once, for `eerste_jaar`. `door` is a beleidsmedewerker."""
    return [
        Uitvraag.objects.filter(kenmerk=kenmerk).first()
        or zaai_openstelling(soort, kenmerk, eerste_jaar, opent_op=opent_op, sluit_op=sluit_op, door=door)
        for soort in OPENSTELLINGEN
        for kenmerk in (f"{soort.regeling}-{eerste_jaar}",)
    ]


def zaai_openstelling(
    soort: Openstelling,
    kenmerk: str,
    jaar: int,
    *,
    opent_op: datetime.datetime,
    sluit_op: datetime.datetime,
    door: Lidmaatschap,
) -> Uitvraag:
    """Make one counter with its criteria and ceiling, and publish it."""
    uitvraag = services.maak_uitvraag(
        gegevens=UitvraagGegevens(
            regeling_id=Regeling.objects.get(code=soort.regeling).pk,
            naam=f"{soort.naam} {jaar}",
            kenmerk=kenmerk,
            eerste_jaar=jaar,
            laatste_jaar=jaar,
            opent_op=opent_op,
            sluit_op=sluit_op,
            verdeelwijze=soort.verdeelwijze,
            plafondbesluit="Besluit subsidieplafonds (voorbeeld)",
            fictief=True,
        ),
        door=door,
    )
    for code, naam in soort.criteria:
        services.voeg_item_toe(
            soort="criterium", ouder_id=uitvraag.pk, gegevens={"code": code, "naam": naam}, door=door
        )
    loket = {"code": LOKET, "naam": soort.loket, "hoofddoel": soort.doel}
    services.voeg_item_toe(soort="thema", ouder_id=uitvraag.pk, gegevens=loket, door=door)
    tafel = Thematafel.objects.get(thema__uitvraag=uitvraag)
    services.stel_plafonds_vast(uitvraag_id=uitvraag.pk, bedragen={(tafel.pk, jaar): soort.plafond}, door=door)
    return services.publiceer(uitvraag_id=uitvraag.pk, door=door)
