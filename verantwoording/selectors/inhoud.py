"""What a report of an activity says, in the shape of its versions, read along by its door: no query of its own."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast, JSONObject

from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.toegang import Erbij
from thematafels.models import Doelgroep, Principe, Stadsdeel
from verantwoording.models import Activiteitverslag, Meetafspraak, Meting, NietGemeten
from verantwoording.regels.plek import als_sleutel

KEUZES = ("volgens_plan", "volgens_principes")
TEKSTEN = ("verteld", "bewoners_zien", "professionals_zien", "werkte", "werkte_niet")
VELDEN = (*KEUZES, *TEKSTEN)


def inhoud_erbij() -> dict[str, Erbij]:
    """For the door of a report: its numbers and reasons, and which numbers exist at all."""
    metingen = Meting.objects.filter(verslag=OuterRef("pk")).order_by("id")
    redenen = NietGemeten.objects.filter(verslag=OuterRef("pk")).order_by("id")
    thema = "deelverslag__verantwoording__aanvraag__tafel__thema"
    return {
        "nu_metingen": ArraySubquery(
            metingen.values(
                feit=JSONObject(
                    meet="meetafspraak_id",
                    groep="doelgroep_id",
                    deel="stadsdeel_id",
                    waarde=Cast("waarde", CharField()),
                )
            )
        ),
        "nu_redenen": ArraySubquery(redenen.values(feit=JSONObject(meet="meetafspraak_id", reden="reden"))),
        "mag_meet": ArraySubquery(Meetafspraak.objects.filter(afspraak=OuterRef("afspraak")).values("pk")),
        "mag_groepen": ArraySubquery(
            Doelgroep.objects.filter(thema=OuterRef(thema)).values(feit=JSONObject(pk="pk", naam="naam"))
        ),
        "mag_delen": ArraySubquery(Stadsdeel.objects.values(feit=JSONObject(pk="pk", naam="naam"))),
    }


def pagina_erbij() -> dict[str, Erbij]:
    """The same, with what only its page shows: the principles, and the report on the same activity a year before."""
    vorig = Activiteitverslag.objects.filter(
        afspraak__nummer=OuterRef("afspraak__nummer"),
        deelverslag__deel=OuterRef("deelverslag__deel"),
        deelverslag__verantwoording__jaar__lt=OuterRef("deelverslag__verantwoording__jaar"),
        versie__gt=0,
    ).order_by("-deelverslag__verantwoording__jaar", "-pk")
    principes = Principe.objects.filter(afspraken=OuterRef("afspraak")).order_by("pk")
    return {
        **inhoud_erbij(),
        "principes": ArraySubquery(principes.values("naam")),
        "vorig_id": Subquery(vorig.values("pk")[:1]),
        "vorig_jaar": Subquery(vorig.values("deelverslag__verantwoording__jaar")[:1]),
    }


def inhoud_van(verslag: Any) -> Inhoud:
    """What stands there now; `verslag` came with `inhoud_erbij`. Numbers by indicator and place, as text."""
    metingen: dict[str, dict[str, str]] = {}
    for feit in verslag.nu_metingen:
        metingen.setdefault(str(feit["meet"]), {})[als_sleutel((feit["groep"], feit["deel"]))] = feit["waarde"]
    return {
        **{veld: getattr(verslag, veld) for veld in VELDEN},
        "metingen": metingen,
        "niet_gemeten": {str(feit["meet"]): feit["reden"] for feit in verslag.nu_redenen},
    }
