"""Reading the proposal as it stands: its amounts, and the hash over all it rests on."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import F

from subsidies.models import Aanvraag, Advies, Beoordeling, Deelvoorstel, Oordeel, Voorstelbedrag, Voorstelgrond
from subsidies.regels.voorstelhash import voorstelhash


def voorgestelde_bedragen(aanvraag: Aanvraag) -> dict[int, dict[int, Decimal]]:
    """Proposed euro per part and year; a part without a proposal is absent. One query."""
    per_deel: dict[int, dict[int, Decimal]] = {}
    rijen = Voorstelbedrag.objects.filter(voorstel__deel__aanvraag=aanvraag)
    for deel_id, jaar, bedrag in rijen.values_list("voorstel__deel_id", "jaar", "bedrag"):
        per_deel.setdefault(deel_id, {})[jaar] = bedrag
    return per_deel


def hash_van_voorstel(aanvraag: Aanvraag, delen: Collection[int]) -> str:
    """Over every judgement and advice, and what is proposed for these parts: 6 queries."""
    bedragen = voorgestelde_bedragen(aanvraag)
    gronden: dict[int, list[dict[str, object]]] = {}
    for grond in (
        Voorstelgrond.objects.filter(voorstel__deel__in=delen)
        .order_by("grond_id")
        .values("grond_id", "motivering", deel_id=F("voorstel__deel_id"))
    ):
        gronden.setdefault(grond["deel_id"], []).append({"grond": grond["grond_id"], "tekst": grond["motivering"]})
    beoordelingen = Beoordeling.objects.filter(aanvraag=aanvraag)
    oordelen = Oordeel.objects.filter(aanvraag=aanvraag)
    adviezen = Advies.objects.filter(aanvraag=aanvraag, vervangen_op=None)
    return voorstelhash(
        oordelen=[
            *beoordelingen.values("criterium_id", "oordeel", "punten", "toelichting"),
            *oordelen.values("criterium_id", "deel_id", "aspect", "oordeel", "punten", "toelichting", "door_id"),
        ],
        voorstellen=[
            rij | {"bedragen": bedragen.get(rij["deel_id"], {}), "gronden": gronden.get(rij["deel_id"], [])}
            for rij in Deelvoorstel.objects.filter(deel__in=delen).values(
                "deel_id", "motivering", "verplichting", "meteen_vaststellen"
            )
        ],
        adviezen=list(adviezen.values("deel_id", "afzender", "datum", "strekking", "tekst")),
    )
