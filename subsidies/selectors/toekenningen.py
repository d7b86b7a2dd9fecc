"""What is proposed for each recipient, ready to be decided on or shown beforehand."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject

from subsidies.dossier import Deel, Dossier
from subsidies.models import Aanvraag, Deelvoorstel, Voorstelbedrag, Voorstelgrond
from subsidies.toekenning import NOG_GEEN_KENMERK, Grond, Toekenning


def geen_kenmerk() -> str:
    """For a letter that is only looked at: none is used up."""
    return NOG_GEEN_KENMERK


def voorstel_velden() -> dict[str, ArraySubquery]:
    """What is proposed per part, to fold into a query on Aanvraag. Amounts travel as text, so that no float comes
    near them."""
    bedragen = Voorstelbedrag.objects.filter(voorstel=OuterRef("pk")).order_by("jaar")
    gronden = Voorstelgrond.objects.filter(voorstel=OuterRef("pk")).order_by("grond__volgorde", "id")
    return {
        "voorstellen": ArraySubquery(
            Deelvoorstel.objects.filter(deel__aanvraag=OuterRef("pk"))
            .order_by("id")
            .values(
                feiten=JSONObject(
                    deel="deel_id",
                    motivering="motivering",
                    verplichting="verplichting",
                    meteen_vaststellen="meteen_vaststellen",
                    bedragen=ArraySubquery(
                        bedragen.values(feiten=JSONObject(jaar="jaar", bedrag=Cast("bedrag", CharField())))
                    ),
                    gronden=ArraySubquery(
                        gronden.values(
                            feiten=JSONObject(tekst="grond__tekst", artikel="grond__artikel", motivering="motivering")
                        )
                    ),
                )
            )
        )
    }


def laad_toekenningen(
    dossier: Dossier, delen: Sequence[Deel], kenmerk: Callable[[], str] = geen_kenmerk
) -> list[Toekenning]:
    """Of these parts, in their order; without those for which nothing is proposed. One query."""
    rij = Aanvraag.objects.values(**voorstel_velden()).get(pk=dossier.aanvraag.pk)
    return lees_toekenningen(rij, delen, kenmerk)


def lees_toekenningen(
    rij: Mapping[str, Any], delen: Sequence[Deel], kenmerk: Callable[[], str] = geen_kenmerk
) -> list[Toekenning]:
    """The same from `voorstel_velden` that were read: no query."""
    voorstellen = {feiten["deel"]: feiten for feiten in rij["voorstellen"]}
    return [
        Toekenning(
            deel=deel,
            kenmerk=kenmerk(),
            bedragen={een["jaar"]: Decimal(een["bedrag"]) for een in voorstellen[deel.pk]["bedragen"]},
            motivering=voorstellen[deel.pk]["motivering"],
            verplichting=voorstellen[deel.pk]["verplichting"],
            gronden=tuple(Grond(**grond) for grond in voorstellen[deel.pk]["gronden"]),
            meteen_vaststellen=voorstellen[deel.pk]["meteen_vaststellen"],
        )
        for deel in delen
        if deel.pk in voorstellen
    ]
