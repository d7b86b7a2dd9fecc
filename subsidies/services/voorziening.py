"""Writing what one's own organisation offers residents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kern.canoniek import als_json
from kern.fouten import DomeinFout
from kern.geld import centen
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Akkoord, Onderdeel, Voorziening, Voorzieningjaar
from subsidies.models.voorziening import RELATIES, VELDEN
from subsidies.regels.volgorde import verschuif
from subsidies.selectors.keuzes import inhoud_van
from subsidies.services.akkoord import laat_vervallen
from subsidies.services.losmaken import maak_los
from subsidies.services.slot import vergrendel_deel
from subsidies.services.versies import eis_gelezen, leg_versie_vast
from subsidies.toegang import eis_schrijver

MAX_VOORZIENINGEN = 150


@dataclass(frozen=True, slots=True)
class Jaar:
    """What is wanted in one year: residents reached, and costs in euro. None: not yet known."""

    bereik: int | None = None
    kosten: Decimal | None = None


@dataclass(frozen=True, slots=True)
class VoorzieningInvoer:
    """A voorziening as it was filled in: its own fields, what it is tied to (numbers, by relation), and per year.

    A field or relation that is not named stays as it is; the years are replaced as a whole.
    """

    velden: Mapping[str, Any]
    relaties: Mapping[str, Iterable[int]]
    jaren: Mapping[int, Jaar]

    @property
    def inhoud(self) -> dict[str, Any]:
        """The content of its version, as plain JSON. A year of which nothing is known is left out."""
        inhoud: dict[str, Any] = als_json(
            {
                **self.velden,
                **{naam: sorted(set(keuzes)) for naam, keuzes in self.relaties.items()},
                "jaren": {
                    jaar: {
                        "bereik": wens.bereik,
                        "kosten": None if wens.kosten is None else centen(wens.kosten),
                    }
                    for jaar, wens in self.jaren.items()
                    if wens != Jaar()
                },
            }
        )
        return inhoud


def bewaar_voorziening(
    *,
    deel_id: int,
    voorziening_id: int | None,
    versie: int,
    invoer: VoorzieningInvoer,
    door: Lidmaatschap,
    blad: str = "",
) -> Voorziening:
    """Add or change a voorziening of a part. It may be incomplete: that is for the submission to ask.

    What stands there already is not saved again. Raises VersieConflict when a colleague saved it since `versie`
    (0 for a new one), and nothing is overwritten; DomeinFout for a year outside the period or one too many.
    """
    with handeling("aanvraag.voorziening_bewaard", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        if vreemd := set(invoer.jaren) - set(deel.aanvraag.jaren):
            raise DomeinFout(f"Het jaar {min(vreemd)} valt buiten de periode.", code="voorziening.jaar")
        voorziening = _nog_aanwezig(deel, voorziening_id) if voorziening_id else _nieuw(deel)
        nu = inhoud_van(voorziening) if voorziening.pk else _leeg()
        inhoud = nu | invoer.inhoud
        if voorziening.pk and inhoud == nu:
            return voorziening
        eis_gelezen(Onderdeel.VOORZIENING, voorziening_id or 0, nu=voorziening.versie, gelezen=versie, blad=blad)
        _schrijf(voorziening, nu, inhoud)
        leg_versie_vast(
            deel.aanvraag,
            Onderdeel.VOORZIENING,
            voorziening.pk,
            nummer=voorziening.versie,
            inhoud=inhoud,
            door=door,
            blad=blad,
        )
        laat_eigen_akkoord_vervallen(deel, door=door)
        leg_vast("aanvraag.voorziening_bewaard", door=door, over=deel, voorziening=voorziening.pk)
    return voorziening


def verplaats_voorziening(*, voorziening_id: int, hoger: bool, door: Lidmaatschap) -> None:
    """Move a voorziening one place up or down in the list of its part; at the end of the list nothing moves."""
    with handeling("aanvraag.voorziening_verplaatst", door=door, over=Voorziening(pk=voorziening_id)):
        deel = vergrendel_deel(Voorziening.objects.values_list("deel_id", flat=True).get(pk=voorziening_id))
        eis_schrijver(door, deel)
        rijen = list(deel.voorzieningen.only("volgorde"))
        if not verschuif(rijen, voorziening_id, hoger=hoger):
            return
        Voorziening.objects.bulk_update(rijen, ["volgorde"])
        laat_eigen_akkoord_vervallen(deel, door=door)
        leg_vast("aanvraag.voorziening_verplaatst", door=door, over=deel, voorziening=voorziening_id)


def verwijder_voorziening(*, voorziening_id: int, door: Lidmaatschap) -> None:
    """Remove a voorziening. Its versions stay: it can be put back.

    Its copies remain, without their origin; its activities too, without a voorziening.
    """
    with handeling("aanvraag.voorziening_verwijderd", door=door, over=Voorziening(pk=voorziening_id)):
        deel = vergrendel_deel(Voorziening.objects.get(pk=voorziening_id).deel_id)
        eis_schrijver(door, deel)
        voorziening = _nog_aanwezig(deel, voorziening_id)
        voorziening.kopieen.update(kopie_van=None)
        maak_los(voorziening, door=door)
        voorziening.delete()
        laat_eigen_akkoord_vervallen(deel, door=door)
        leg_vast("aanvraag.voorziening_verwijderd", door=door, over=deel, voorziening=voorziening_id)


def eis_plaats(deel: Aanvraagdeel, erbij: int) -> int:
    """How many voorzieningen a part has, when `erbij` more still fit."""
    aantal = deel.voorzieningen.count()
    if aantal + erbij > MAX_VOORZIENINGEN:
        raise DomeinFout(
            f"Een organisatie heeft ten hoogste {MAX_VOORZIENINGEN} voorzieningen in een aanvraag.",
            code="voorziening.te_veel",
        )
    return aantal


def laat_eigen_akkoord_vervallen(deel: Aanvraagdeel, *, door: Lidmaatschap) -> None:
    """What a part offers is in its own akkoord only: the shares stay the same, so nobody else's is touched."""
    if Akkoord.objects.filter(deel=deel, vervallen_op__isnull=True).exists():
        laat_vervallen(deel.aanvraag, door=door)


def _nieuw(deel: Aanvraagdeel) -> Voorziening:
    return Voorziening(deel=deel, volgorde=eis_plaats(deel, 1))


def _leeg() -> dict[str, Any]:
    """The content of a voorziening nobody wrote on yet."""
    vers = Voorziening()
    return {veld: getattr(vers, veld) for veld in VELDEN} | {naam: [] for naam in RELATIES} | {"jaren": {}}


def _schrijf(voorziening: Voorziening, nu: Mapping[str, Any], inhoud: Mapping[str, Any]) -> None:
    """Write what differs from `nu`."""
    for veld in VELDEN:
        setattr(voorziening, veld, inhoud[veld])
    voorziening.versie += 1
    voorziening.save()
    for naam in RELATIES:
        if inhoud[naam] != nu[naam]:
            getattr(voorziening, naam).set(inhoud[naam])
    if inhoud["jaren"] != nu["jaren"]:
        voorziening.per_jaar.all().delete()
        Voorzieningjaar.objects.bulk_create(
            Voorzieningjaar(voorziening=voorziening, jaar=int(jaar), **wens) for jaar, wens in inhoud["jaren"].items()
        )


def _nog_aanwezig(deel: Aanvraagdeel, voorziening_id: int) -> Voorziening:
    """Read under the lock: a colleague, or a second click, may have removed it."""
    voorziening = deel.voorzieningen.filter(pk=voorziening_id).first()
    if voorziening is None:
        raise DomeinFout("Deze voorziening is al verwijderd.", code="voorziening.weg")
    return voorziening
