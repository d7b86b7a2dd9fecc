"""Keeping what a submitted account says beside it, to count and to search over years."""

from collections.abc import Iterable, Iterator

from verantwoording.models import (
    Activiteitverslag,
    Bereikstand,
    Deelverslag,
    Meetafspraak,
    Meetstand,
    Uitkomst,
    Verantwoordingsstuk,
)
from verantwoording.regels.uitkomst import gehaald
from verantwoording.selectors.deelverslag import in_verslag
from verantwoording.stuk import Gedaan, Stuk, Telling

TEKSTEN = ("verteld", "bewoners_zien", "professionals_zien", "werkte", "werkte_niet")


def leg_uitkomsten_vast(vastgelegd: Verantwoordingsstuk) -> None:
    """Every figure and word comes from the document, the keys from the rows that it was made of.

    Called in the transaction that froze it, under the lock of its application: what an earlier document of the same
    account said goes. Eight statements, whatever its size.
    """
    stuk = Stuk.from_json(vastgelegd.inhoud)
    verantwoording = vastgelegd.verantwoording_id
    Meetstand.objects.filter(uitkomst__verantwoording=verantwoording).delete()
    Uitkomst.objects.filter(verantwoording=verantwoording).delete()
    Bereikstand.objects.filter(verantwoording=verantwoording).delete()
    paren = list(zip(_verslagen(vastgelegd), stuk.activiteiten, strict=True))
    uitkomsten = Uitkomst.objects.bulk_create(
        [_uitkomst(vastgelegd, stuk, verslag, gedaan) for verslag, gedaan in paren]
    )
    Meetstand.objects.bulk_create(
        meetstand
        for uitkomst, (verslag, gedaan) in zip(uitkomsten, paren, strict=True)
        for meetstand in _meetstanden(uitkomst, verslag.afspraak.meetafspraken.all(), gedaan)
    )
    Bereikstand.objects.bulk_create(_bereikstanden(verantwoording, stuk))


def _verslagen(vastgelegd: Verantwoordingsstuk) -> Iterable[Activiteitverslag]:
    """In the order of the document: by participant, and then by number."""
    return (
        in_verslag()
        .filter(deelverslag__verantwoording=vastgelegd.verantwoording_id)
        .exclude(deelverslag__stand=Deelverslag.Stand.OPEN)
        .select_related("afspraak")
        .prefetch_related("afspraak__meetafspraken")
        .order_by("deelverslag__deel__organisatie__naam", "deelverslag", "afspraak__nummer", "pk")
    )


def _uitkomst(vastgelegd: Verantwoordingsstuk, stuk: Stuk, verslag: Activiteitverslag, gedaan: Gedaan) -> Uitkomst:
    return Uitkomst(
        verslag=verslag,
        stuk=vastgelegd,
        verantwoording_id=vastgelegd.verantwoording_id,
        jaar=stuk.jaar,
        naam=gedaan.naam,
        organisatie=gedaan.organisatie,
        volgens_plan=gedaan.volgens_plan.lower(),
        volgens_principes=gedaan.volgens_principes.lower(),
        bereikt=gehaald(telling.bereikt for telling in gedaan.tellingen if telling.doel is not None),
        verhalen=[verhaal.sha256 for verhaal in gedaan.verhalen],
        **{naam: getattr(gedaan, naam) for naam in TEKSTEN},
    )


def _meetstanden(uitkomst: Uitkomst, afspraken: Iterable[Meetafspraak], gedaan: Gedaan) -> Iterator[Meetstand]:
    for afspraak, telling in zip(afspraken, gedaan.tellingen, strict=True):
        yield Meetstand(
            uitkomst=uitkomst,
            meetafspraak=afspraak,
            niveau=telling.niveau,
            doel=telling.doel,
            waarde=telling.waarde,
            bereikt=telling.bereikt,
            reden=telling.reden,
            cellen=_cellen(telling),
        )


def _cellen(telling: Telling) -> list[list[str | None]]:
    return [
        [cel.doelgroep, cel.stadsdeel, *(None if getal is None else str(getal) for getal in (cel.doel, cel.waarde))]
        for cel in telling.cellen
    ]


def _bereikstanden(verantwoording: int, stuk: Stuk) -> Iterator[Bereikstand]:
    Snede = Bereikstand.Snede
    for snede, optellingen in (
        (Snede.DOELGROEP, stuk.bereik_per_doelgroep),
        (Snede.STADSDEEL, stuk.bereik_per_stadsdeel),
    ):
        for een in optellingen:
            yield Bereikstand(
                verantwoording_id=verantwoording,
                snede=snede,
                naam=een.naam,
                eenheid=een.eenheid,
                doel=een.doel,
                waarde=een.waarde,
            )
