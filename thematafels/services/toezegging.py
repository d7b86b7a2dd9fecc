import datetime
from dataclasses import asdict

from django.utils import timezone

from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.gegevens import ToezeggingGegevens
from thematafels.models import Thematafel, Toezegging


def doe_toezegging(*, gegevens: ToezeggingGegevens, door: Lidmaatschap) -> Toezegging:
    """Record what the municipality promised, to whom and until when. One about a table is also about its call.

    Raises GeenRecht, or DomeinFout when it says nothing, its days cannot be right or its table is of another call.
    """
    with handeling("toezegging.gedaan", door=door):
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        toezegging = Toezegging(**asdict(gegevens), door=door)
        toezegging.uitvraag_id = _uitvraag_van(gegevens)
        toezegging.aan_wie = gegevens.aan_wie.strip() or _naam_van(toezegging)
        _eis_niet_later(gegevens.gedaan_op, "gedaan_op")
        bewaar(toezegging)
        leg_vast("toezegging.gedaan", door=door, over=toezegging, toezegging=toezegging.pk, aan=Code(toezegging.aan))
    return toezegging


def rond_toezegging_af(
    *, toezegging_id: int, stand: str, uitkomst: str, op: datetime.date | None, door: Lidmaatschap
) -> Toezegging:
    """Close a promise as kept (`nagekomen`) or no longer to be kept (`vervallen`), with what came of it.

    `op` may be None only for one that was taken over from a paper that does not say the day. Raises GeenRecht, or
    DomeinFout when it was closed already, or the outcome or the day lacks.
    """
    with handeling("toezegging.afgerond", door=door, over=Toezegging(pk=toezegging_id)):
        toezegging = Toezegging.objects.select_for_update().get(pk=toezegging_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        Toezegging.VERLOOP.controleer(toezegging.stand, stand)
        if not uitkomst.strip():
            raise DomeinFout(
                "Schrijf wat er van de toezegging is gekomen.", code="toezegging.zonder_uitkomst", veld="uitkomst"
            )
        if op is None and not toezegging.bron:
            raise DomeinFout("Vul in op welke dag.", code="toezegging.zonder_dag", veld="op")
        if op is not None:
            _eis_niet_later(op, "op")
        toezegging.stand, toezegging.uitkomst = stand, uitkomst.strip()
        toezegging.afgerond_op, toezegging.afgerond_door = op, door
        bewaar(toezegging)
        leg_vast("toezegging.afgerond", door=door, over=toezegging, toezegging=toezegging.pk, stand=Code(stand))
    return toezegging


def _uitvraag_van(gegevens: ToezeggingGegevens) -> int | None:
    """The call, which for a promise about a table is the call of that table."""
    if gegevens.tafel_id is None:
        return gegevens.uitvraag_id
    uitvraag_id: int = Thematafel.objects.values_list("thema__uitvraag", flat=True).get(pk=gegevens.tafel_id)
    if gegevens.uitvraag_id not in {None, uitvraag_id}:
        raise DomeinFout(
            "Deze thematafel hoort bij een andere uitvraag.", code="toezegging.andere_uitvraag", veld="tafel"
        )
    return uitvraag_id


def _naam_van(toezegging: Toezegging) -> str:
    """To whom, when nobody wrote it down and it goes without saying."""
    if toezegging.aan == Toezegging.Aan.COMMISSIE:
        raise DomeinFout("Schrijf aan welke commissie u dit toezegt.", code="toezegging.aan_wie", veld="aan_wie")
    return "partners sociale basis" if toezegging.tafel is None else str(toezegging.tafel)


def _eis_niet_later(dag: datetime.date, veld: str) -> None:
    if dag > timezone.localdate():
        raise DomeinFout("Deze dag moet nog komen.", code="toezegging.dag_in_toekomst", veld=veld)
