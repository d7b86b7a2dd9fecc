"""A plan as partners write it in their application, made straight in the tables."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Activiteit, Indicator, Streefwaarde, Voorziening
from thematafels.models import Niveau, Principe, Subdoel
from verantwoording.models import Afspraak, Deelverslag, Verantwoording

# The targets of one indicator: (year, doelgroep, stadsdeel) → value; the last two are keys or None.
Streef = Mapping[tuple[int, int | None, int | None], str]
EENHEDEN = {Niveau.AANBOD: "middagen", Niveau.BEREIK: "bewoners", Niveau.BEWONER: "%", Niveau.PROFESSIONAL: "%"}


def maak_activiteit(
    deel: Aanvraagdeel,
    naam: str,
    *,
    subdoel: Subdoel | None = None,
    voorziening: Voorziening | None = None,
    principes: Iterable[Principe] = (),
    streef: Streef | None = None,
) -> Activiteit:
    """One crucial activity with an indicator on every level; `streef` are the targets of each of them."""
    activiteit = Activiteit.objects.create(
        deel=deel,
        naam=naam,
        subdoel=subdoel,
        voorziening=voorziening,
        omschrijving=f"{naam} in elke wijk.",
        verwachting="Wie elkaar kent, helpt elkaar.",
        volgorde=deel.activiteiten.count(),
    )
    activiteit.principes.set(principes)
    for volgorde, niveau in enumerate(Niveau):
        indicator = Indicator.objects.create(
            activiteit=activiteit,
            niveau=niveau,
            naam=f"{naam}: {niveau.kort.lower()}",
            eenheid=EENHEDEN[niveau],
            hoe="Wij tellen.",
            wanneer="elke maand",
            door="de coördinator",
            volgorde=volgorde,
        )
        Streefwaarde.objects.bulk_create(
            Streefwaarde(
                indicator=indicator, jaar=jaar, doelgroep_id=doelgroep, stadsdeel_id=stadsdeel, waarde=Decimal(waarde)
            )
            for (jaar, doelgroep, stadsdeel), waarde in (streef or {}).items()
        )
    return activiteit


def inhoud(subdoel: Subdoel, naam: str = "Soep", **anders: object) -> dict[str, object]:
    """What a participant proposes, in the shape of a version of an activity."""
    return {
        "naam": naam,
        "omschrijving": "Elke dinsdag.",
        "verwachting": "Samen eten verbindt.",
        "voorziening": None,
        "subdoel": subdoel.pk,
        "principes": [],
        "indicatoren": [
            {
                "niveau": "bereik",
                "naam": "Eters",
                "eenheid": "bewoners",
                "richting": "hoger",
                "hoe": "",
                "wanneer": "",
                "door": "",
                "voorbeeld": None,
                "streefwaarden": {"2027": "30.00", "2028": "60.00"},
            }
        ],
    } | anders


def leg_verslag_neer(deel: Aanvraagdeel, door: Lidmaatschap, jaar: int) -> None:
    """The account of that year is open, and this participant handed in its part."""
    verantwoording = Verantwoording.objects.create(aanvraag=deel.aanvraag, jaar=jaar, uiterlijk=f"{jaar + 1}-04-01")
    verslag = Deelverslag.objects.create(verantwoording=verantwoording, deel=deel, uiterlijk=f"{jaar + 1}-04-01")
    Deelverslag.objects.filter(pk=verslag.pk).update(
        stand="ingediend", ingediend_door=door, ingediend_op=f"{jaar + 1}-03-01T12:00:00Z"
    )


def maak_afspraak(deel: Aanvraagdeel, naam: str, nummer: int, eerste_jaar: int = 2027) -> Afspraak:
    """Agreed on without any indicator, until the last year."""
    subdoel = deel.aanvraag.tafel.thema.subdoelen.get()
    return Afspraak.objects.create(
        aanvraag=deel.aanvraag,
        deel=deel,
        nummer=nummer,
        eerste_jaar=eerste_jaar,
        laatste_jaar=2028,
        naam=naam,
        subdoel=subdoel,
        activiteit=Activiteit.objects.create(deel=deel, naam=naam, subdoel=subdoel),
    )
