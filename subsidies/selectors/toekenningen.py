"""What is proposed for each recipient, ready to be decided on or shown beforehand."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.db.models import Prefetch, Sum

from subsidies.dossier import Deel, Dossier
from subsidies.models import Aanvraag, Beschikkingsbedrag, Deelvoorstel, Voorstelgrond
from subsidies.toekenning import NOG_GEEN_KENMERK, Grond, Toekenning


def geen_kenmerk() -> str:
    """For a letter that is only looked at: none is used up."""
    return NOG_GEEN_KENMERK


def laad_toekenningen(
    dossier: Dossier, delen: Sequence[Deel], kenmerk: Callable[[], str] = geen_kenmerk
) -> list[Toekenning]:
    """Of these parts, in their order; without those for which nothing is proposed. Three queries."""
    voorstellen = {
        rij.deel_id: rij
        for rij in Deelvoorstel.objects.filter(deel__aanvraag=dossier.aanvraag).prefetch_related(
            "bedragen", Prefetch("gronden", Voorstelgrond.objects.select_related("grond"))
        )
    }
    return [
        Toekenning(
            deel=deel,
            kenmerk=kenmerk(),
            bedragen={rij.jaar: rij.bedrag for rij in voorstellen[deel.pk].bedragen.all()},
            motivering=voorstellen[deel.pk].motivering,
            verplichting=voorstellen[deel.pk].verplichting,
            gronden=tuple(
                Grond(tekst=rij.grond.tekst, artikel=rij.grond.artikel, motivering=rij.motivering)
                for rij in voorstellen[deel.pk].gronden.all()
            ),
            meteen_vaststellen=voorstellen[deel.pk].meteen_vaststellen,
        )
        for deel in delen
        if deel.pk in voorstellen
    ]


def verleend_per_deel(aanvraag: Aanvraag) -> dict[int, dict[int, Decimal]]:
    """What was granted on this application before, in euro by part and year: one query."""
    sommen = (
        Beschikkingsbedrag.objects.filter(beschikking__besluit__aanvraag=aanvraag)
        .order_by()
        .values_list("beschikking__deel", "jaar")
        .annotate(som=Sum("verleend"))
    )
    per_deel: dict[int, dict[int, Decimal]] = {}
    for deel_id, jaar, bedrag in sommen:
        per_deel.setdefault(deel_id, {})[jaar] = bedrag
    return per_deel
