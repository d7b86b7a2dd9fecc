"""A technical question of the council about one figure: asked, answered for everybody to read, or withdrawn."""

from django.urls import reverse
from django.utils import timezone

from begroting.models import Raadsvraag
from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import RAAD, Rol, eis_rol
from overzichten.cijfer import Cijfer

BEANTWOORDERS = (Rol.FINANCIEEL, Rol.BELEIDSMEDEWERKER)


def stel_raadsvraag(*, cijfer: Cijfer, vraag: str, door: Lidmaatschap) -> Raadsvraag:
    """Keep the question with the figure as it stood; who answers such questions hears that there is one.

    Raises GeenRecht, or DomeinFout for a question without words.
    """
    with handeling("raadsvraag.gesteld", door=door):
        eis_rol(door, *RAAD)
        rij = Raadsvraag.objects.create(
            adres=cijfer.adres,
            cijfer=cijfer.naam,
            waarde=cijfer.waarde,
            peildatum=cijfer.per,
            vraag=_gevuld(vraag, "vraag"),
            gesteld_door=door,
        )
        leg_bericht_klaar(
            soort=BerichtSoort.RAADSVRAAG,
            ontvangers=Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(rol__in=BEANTWOORDERS),
            over=rij,
            pad=reverse("overzichten:raadsvraag_beantwoorden", args=[rij.pk]),
        )
        leg_vast("raadsvraag.gesteld", door=door, over=rij, raadsvraag=rij.pk)
    return rij


def beantwoord_raadsvraag(*, raadsvraag_id: int, antwoord: str, door: Lidmaatschap) -> Raadsvraag:
    """From now on everybody can read question and answer. Raises GeenRecht, or DomeinFout when it is not open."""
    with handeling("raadsvraag.beantwoord", door=door, over=Raadsvraag(pk=raadsvraag_id)):
        eis_rol(door, *BEANTWOORDERS)
        rij = _vergrendel(raadsvraag_id, Raadsvraag.Stand.BEANTWOORD)
        rij.antwoord = _gevuld(antwoord, "antwoord")
        rij.stand, rij.beantwoord_door, rij.beantwoord_op = Raadsvraag.Stand.BEANTWOORD, door, timezone.now()
        rij.save(update_fields=["stand", "antwoord", "beantwoord_door", "beantwoord_op"])
        leg_bericht_klaar(
            soort=BerichtSoort.RAADSVRAAG_BEANTWOORD,
            ontvangers=[rij.gesteld_door],
            over=rij,
            pad=reverse("overzichten:raadsvraag", args=[rij.pk]),
        )
        leg_vast("raadsvraag.beantwoord", door=door, over=rij, raadsvraag=rij.pk)
    return rij


def trek_raadsvraag_in(*, raadsvraag_id: int, door: Lidmaatschap) -> Raadsvraag:
    """Raises GeenRecht for a question of somebody else, DomeinFout when it is not open."""
    with handeling("raadsvraag.ingetrokken", door=door, over=Raadsvraag(pk=raadsvraag_id)):
        rij = _vergrendel(raadsvraag_id, Raadsvraag.Stand.INGETROKKEN)
        if rij.gesteld_door_id != door.pk:
            raise GeenRecht("Alleen wie de vraag stelde, kan haar intrekken.", code="raadsvraag.andere_vrager")
        rij.stand = Raadsvraag.Stand.INGETROKKEN
        rij.save(update_fields=["stand"])
        leg_vast("raadsvraag.ingetrokken", door=door, over=rij, raadsvraag=rij.pk)
    return rij


def _vergrendel(raadsvraag_id: int, naar: str) -> Raadsvraag:
    rij = (
        Raadsvraag.objects.select_for_update(of=("self",), no_key=True)
        .select_related("gesteld_door")
        .get(pk=raadsvraag_id)
    )
    Raadsvraag.VERLOOP.controleer(rij.stand, naar)
    return rij


def _gevuld(tekst: str, veld: str) -> str:
    if not tekst.strip():
        raise DomeinFout(f"Schrijf uw {veld}.", code=f"raadsvraag.zonder_{veld}", veld=veld)
    return tekst.strip()
