"""What was counted beside what was agreed, for any number of reports: three queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from subsidies.onderdelen.samenvoegen import Inhoud
from thematafels.models import Doelgroep, Niveau, Richting, Stadsdeel
from verantwoording.models import Activiteitverslag, Meting, NietGemeten, Streefcijfer
from verantwoording.regels.cijfers import Cel, Cijfer
from verantwoording.regels.plek import GEHEEL, Plek, lees_sleutel

_CEL = ("doelgroep_id", "stadsdeel_id", "doelgroep__naam", "stadsdeel__naam")


def cijfers_van(verslag_ids: Iterable[int], zoals: Mapping[int, Inhoud] | None = None) -> dict[int, list[Cijfer]]:
    """Per report (Activiteitverslag) its indicators in the order of the plan; a report without any has an empty list.

    `zoals` holds the reports that are read as a version of them says, and not as they stand now. The definition of
    "realised" and of "reached" stands in regels/cijfers.py, and nowhere else.
    """
    ids, zoals = list(verslag_ids), zoals or {}
    afspraken = [{**rij, **_reden(rij, zoals.get(rij["pk"]))} for rij in _meetafspraken(ids)]
    doelen = _doelen({(rij["meet"], rij["jaar"]) for rij in afspraken})
    metingen = _metingen([pk for pk in ids if pk not in zoals]) | _uit_versies(zoals)
    cijfers: dict[int, list[Cijfer]] = {pk: [] for pk in ids}
    for rij in afspraken:
        cijfers[rij["pk"]].append(
            _cijfer(rij, doelen.get((rij["meet"], rij["jaar"]), {}), metingen.get((rij["pk"], rij["meet"]), {}))
        )
    return cijfers


def _meetafspraken(ids: list[int]) -> Iterable[Mapping[str, Any]]:
    reden = NietGemeten.objects.filter(verslag=OuterRef("pk"), meetafspraak=OuterRef("afspraak__meetafspraken"))
    van_meet = {veld: F(f"afspraak__meetafspraken__{veld}") for veld in ("naam", "eenheid", "hoe", "wanneer", "door")}
    return (
        Activiteitverslag.objects.filter(pk__in=ids, afspraak__meetafspraken__isnull=False)
        .order_by("pk", "afspraak__meetafspraken__volgorde", "afspraak__meetafspraken")
        .values(
            "pk",
            meet=F("afspraak__meetafspraken"),
            jaar=F("deelverslag__verantwoording__jaar"),
            soort=F("afspraak__meetafspraken__niveau"),
            kant=F("afspraak__meetafspraken__richting"),
            reden=Subquery(reden.values("reden")[:1]),
            **van_meet,
        )
    )


def _doelen(van: set[tuple[int, int]]) -> dict[tuple[int, int], dict[Plek, tuple[str, str, Decimal]]]:
    doelen: dict[tuple[int, int], dict[Plek, tuple[str, str, Decimal]]] = defaultdict(dict)
    rijen = Streefcijfer.objects.filter(
        meetafspraak__in={meet for meet, _ in van}, jaar__in={jaar for _, jaar in van}
    ).order_by("doelgroep__naam", "stadsdeel__naam", "id")
    for meet, jaar, groep, deel, groepnaam, deelnaam, waarde in rijen.values_list(
        "meetafspraak_id", "jaar", *_CEL, "waarde"
    ):
        doelen[meet, jaar][groep, deel] = (groepnaam or "", deelnaam or "", waarde)
    return doelen


def _metingen(ids: list[int]) -> dict[tuple[int, int], dict[Plek, tuple[str, str, Decimal]]]:
    metingen: dict[tuple[int, int], dict[Plek, tuple[str, str, Decimal]]] = defaultdict(dict)
    rijen = Meting.objects.filter(verslag__in=ids).order_by("doelgroep__naam", "stadsdeel__naam", "id")
    for verslag, meet, groep, deel, groepnaam, deelnaam, waarde in rijen.values_list(
        "verslag_id", "meetafspraak_id", *_CEL, "waarde"
    ):
        metingen[verslag, meet][groep, deel] = (groepnaam or "", deelnaam or "", waarde)
    return metingen


def _reden(rij: Mapping[str, Any], inhoud: Inhoud | None) -> dict[str, str]:
    return {} if inhoud is None else {"reden": inhoud["niet_gemeten"].get(str(rij["meet"]), "")}


def _uit_versies(zoals: Mapping[int, Inhoud]) -> dict[tuple[int, int], dict[Plek, tuple[str, str, Decimal]]]:
    """As `_metingen`, and in its order: at most two queries, for the names."""
    rijen = [
        (verslag, int(meet), plek, Decimal(waarde))
        for verslag, inhoud in zoals.items()
        for meet, cellen in inhoud["metingen"].items()
        for sleutel, waarde in cellen.items()
        if (plek := lees_sleutel(sleutel)) is not None
    ]
    groepen = _op_naam(Doelgroep.objects.filter(pk__in={groep for *_, (groep, _), _ in rijen if groep}))
    delen = _op_naam(Stadsdeel.objects.filter(pk__in={deel for *_, (_, deel), _ in rijen if deel}))
    metingen: dict[tuple[int, int], dict[Plek, tuple[str, str, Decimal]]] = defaultdict(dict)
    for verslag, meet, (groep, deel), waarde in sorted(rijen, key=lambda rij: (groepen[rij[2][0]], delen[rij[2][1]])):
        metingen[verslag, meet][groep, deel] = (groepen[groep][1], delen[deel][1], waarde)
    return metingen


def _op_naam(namen: QuerySet[Any]) -> Mapping[int | None, tuple[int, str]]:
    """By key its place among the names, as the database sorts them, and the name; all others come last."""
    rijen = list(namen.order_by("naam").values_list("pk", "naam"))
    return defaultdict(lambda: (len(rijen), ""), {pk: (plaats, naam) for plaats, (pk, naam) in enumerate(rijen)})


def _cijfer(
    rij: Mapping[str, Any],
    doelen: Mapping[Plek, tuple[str, str, Decimal]],
    metingen: Mapping[Plek, tuple[str, str, Decimal]],
) -> Cijfer:
    """The cells with a target first, then what was counted beside them."""
    richting = Richting(rij["kant"])
    plekken = [plek for plek in dict.fromkeys([*doelen, *metingen]) if plek != GEHEEL]
    return Cijfer(
        meetafspraak_id=rij["meet"],
        niveau=Niveau(rij["soort"]),
        naam=rij["naam"],
        eenheid=rij["eenheid"],
        richting=richting,
        hoe=rij["hoe"],
        wanneer=rij["wanneer"],
        door=rij["door"],
        doel=_waarde(doelen, GEHEEL),
        geteld=_waarde(metingen, GEHEEL),
        reden=rij["reden"] or "",
        cellen=tuple(
            Cel(
                *plek,
                *(doelen.get(plek) or metingen[plek])[:2],
                richting=richting,
                doel=_waarde(doelen, plek),
                waarde=_waarde(metingen, plek),
            )
            for plek in plekken
        ),
    )


def _waarde(waarden: Mapping[Plek, tuple[str, str, Decimal]], plek: Plek) -> Decimal | None:
    return waarden[plek][2] if plek in waarden else None
