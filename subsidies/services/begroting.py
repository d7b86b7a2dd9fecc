"""Writing the budget of one's own part."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from kern.canoniek import als_json
from kern.fouten import DomeinFout
from kern.geld import NUL, als_bedrag
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Begrotingspost, Onderdeel, Postbedrag
from subsidies.services.akkoord import laat_vervallen
from subsidies.services.slot import vergrendel_deel
from subsidies.services.versies import eis_gelezen, leg_versie_vast
from subsidies.toegang import eis_schrijver

MAX_POSTEN = 100


@dataclass(frozen=True, slots=True)
class PostInvoer:
    """One line of a budget as it was filled in; amounts in euro, by year."""

    soort: str
    omschrijving: str
    bedragen: Mapping[int, Decimal]


def bewaar_begroting(
    *,
    deel_id: int,
    posten: Sequence[PostInvoer],
    versie: int,
    door: Lidmaatschap,
    blad: str = "",
    vorig_jaar: Decimal | None = None,
) -> int:
    """Replace the budget of a part; returns its new version.

    `vorig_jaar` is the grant in the year before the first one, in euro; None when it is not known. It is no part of
    what is agreed to. Raises VersieConflict when another person saved the budget since `versie`; DomeinFout when a
    year falls outside the period, when coverage exceeds costs in a year, or past 100 lines.
    """
    with handeling("aanvraag.begroting_bewaard", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        eis_gelezen(Onderdeel.BEGROTING, deel.pk, nu=deel.begroting_versie, gelezen=versie, blad=blad)
        gevraagd = _reken_na(posten, deel.aanvraag.jaren)
        _eis_niet_negatief(vorig_jaar or NUL)
        deel.posten.all().delete()
        _schrijf(deel.pk, posten)
        deel.vorig_jaar = vorig_jaar
        deel.begroting_versie += 1
        deel.save(update_fields=["begroting_versie", "vorig_jaar"])
        leg_versie_vast(
            deel.aanvraag,
            Onderdeel.BEGROTING,
            deel.pk,
            nummer=deel.begroting_versie,
            inhoud=als_json({"posten": [asdict(post) for post in posten], "vorig_jaar": vorig_jaar}),
            door=door,
            blad=blad,
        )
        laat_vervallen(deel.aanvraag, door=door)
        leg_vast("aanvraag.begroting_bewaard", door=door, over=deel, posten=len(posten), gevraagd=gevraagd)
    return deel.begroting_versie


def _reken_na(posten: Sequence[PostInvoer], jaren: Sequence[int]) -> Decimal:
    """The amount asked over all years, once the lines are found in order."""
    if len(posten) > MAX_POSTEN:
        raise DomeinFout(f"Een begroting heeft ten hoogste {MAX_POSTEN} regels.", code="begroting.te_lang")
    per_jaar = dict.fromkeys(jaren, NUL)
    for post in posten:
        for jaar, bedrag in post.bedragen.items():
            if jaar not in per_jaar:
                raise DomeinFout(f"Het jaar {jaar} valt buiten de periode.", code="begroting.jaar")
            _eis_niet_negatief(bedrag)
            per_jaar[jaar] += -bedrag if post.soort in Begrotingspost.DEKKING else bedrag
    for jaar, bedrag in per_jaar.items():
        if bedrag < NUL:
            raise DomeinFout(
                f"In {jaar} is de dekking {als_bedrag(-bedrag)} euro hoger dan de kosten.", code="begroting.negatief"
            )
    return sum(per_jaar.values(), NUL)


def _eis_niet_negatief(bedrag: Decimal) -> None:
    if bedrag < NUL:
        raise DomeinFout("Vul bedragen van 0 of hoger in.", code="begroting.bedrag")


def _schrijf(deel_id: int, posten: Sequence[PostInvoer]) -> None:
    rijen = Begrotingspost.objects.bulk_create(
        Begrotingspost(
            deel_id=deel_id,
            soort=post.soort,
            omschrijving=post.omschrijving,
            volgorde=nummer,
        )
        for nummer, post in enumerate(posten)
    )
    Postbedrag.objects.bulk_create(
        Postbedrag(post=rij, jaar=jaar, bedrag=bedrag)
        for rij, post in zip(rijen, posten, strict=True)
        for jaar, bedrag in post.bedragen.items()
    )
