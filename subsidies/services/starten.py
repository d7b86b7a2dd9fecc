"""Starting a joint application and joining it while it is a draft."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord, Antwoord
from subsidies.selectors import is_toegelaten
from subsidies.services.akkoord import laat_vervallen
from subsidies.services.slot import eis_open, vergrendel_concept
from subsidies.toegang import SCHRIJVERS
from thematafels.models import Criterium, Deelname, Eis, Functie, Thematafel


def start_aanvraag(*, tafel_id: int, door: Lidmaatschap) -> Aanvraag:
    """Begin the one application of a table, with a part for every admitted organisation.

    The organisation that begins holds the pen until the table chooses another. Raises DomeinFout when the
    organisation was not admitted, the call is not open, or the table already has an application.
    """
    with handeling("aanvraag.gestart", door=door):
        tafel = Thematafel.objects.select_related("thema__uitvraag__regeling").get(pk=tafel_id)
        uitvraag = tafel.uitvraag
        eis_rol(door, *SCHRIJVERS)
        _eis_toegelaten(tafel_id, door)
        aanvraag = Aanvraag(
            kenmerk=volgend_kenmerk(timezone.localdate()),
            regeling=uitvraag.regeling,
            uitvraag=uitvraag,
            tafel=tafel,
            penvoerder=door.organisatie,
            eerste_jaar=uitvraag.eerste_jaar,
            laatste_jaar=uitvraag.laatste_jaar,
        )
        eis_open(aanvraag)
        _bewaar_de_enige(aanvraag)
        toegelaten = Deelname.objects.filter(tafel=tafel, stand=Deelname.Stand.TOEGELATEN)
        Aanvraagdeel.objects.bulk_create(
            Aanvraagdeel(aanvraag=aanvraag, organisatie_id=organisatie_id)
            for organisatie_id in toegelaten.values_list("organisatie_id", flat=True)
        )
        Antwoord.objects.bulk_create(_lege_antwoorden(aanvraag))
        leg_vast("aanvraag.gestart", door=door, over=aanvraag, kenmerk=Code(aanvraag.kenmerk))
    return aanvraag


def sluit_aan(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraagdeel:
    """Add the part of an organisation that was admitted after the application began. Voids all akkoorden."""
    with handeling("aanvraag.aangesloten", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id)
        eis_rol(door, *SCHRIJVERS)
        _eis_toegelaten(aanvraag.tafel_id, door)
        deel, nieuw = Aanvraagdeel.objects.get_or_create(aanvraag=aanvraag, organisatie=door.organisatie)
        if not nieuw:
            raise DomeinFout("Uw organisatie doet al mee aan deze aanvraag.", code="aanvraag.doet_al_mee")
        laat_vervallen(aanvraag, door=door)
        leg_vast("aanvraag.aangesloten", door=door, over=aanvraag, kenmerk=Code(aanvraag.kenmerk), deel=deel.pk)
    return deel


def kies_penvoerder(*, aanvraag_id: int, organisatie_id: int, door: Lidmaatschap) -> Aanvraag:
    """Hand the pen to another participant. Only the present penvoerder may; everybody agrees anew."""
    with handeling("aanvraag.penvoerder", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id)
        eis_rol(door, Rol.TEKENBEVOEGDE)
        if door.organisatie_id != aanvraag.penvoerder_id:
            raise DomeinFout(
                f"Alleen {aanvraag.penvoerder.naam} kan de pen overdragen.", code="aanvraag.niet_penvoerder"
            )
        if not aanvraag.delen.filter(organisatie=organisatie_id).exists():
            raise DomeinFout(
                "Kies een organisatie die meedoet aan de aanvraag.", code="aanvraag.geen_deelnemer", veld="organisatie"
            )
        aanvraag.penvoerder_id = organisatie_id
        aanvraag.save(update_fields=["penvoerder"])
        laat_vervallen(aanvraag, door=door, anders=Akkoord.Reden.PENVOERDER)
        leg_vast("aanvraag.penvoerder", door=door, over=aanvraag, organisatie=organisatie_id)
    return aanvraag


def _eis_toegelaten(tafel_id: int | None, door: Lidmaatschap) -> None:
    if not is_toegelaten(tafel_id, door):
        raise DomeinFout("Uw organisatie is niet toegelaten aan deze tafel.", code="deelname.niet_toegelaten")


def _bewaar_de_enige(aanvraag: Aanvraag) -> None:
    """The database decides who was first when two organisations begin at once."""
    try:
        with transaction.atomic():
            aanvraag.save()
    except IntegrityError as fout:
        if "aanvraag_een_per_tafel" not in str(fout):
            raise
        raise DomeinFout(
            "Deze tafel heeft al een aanvraag. Schrijf daarin verder.", code="aanvraag.bestaat_al"
        ) from fout


def _lege_antwoorden(aanvraag: Aanvraag) -> list[Antwoord]:
    """One empty row per question; what each recipient answers for itself is no part of the joint text."""
    uitvraag = aanvraag.uitvraag
    return [
        *(Antwoord(aanvraag=aanvraag, criterium=vraag) for vraag in Criterium.objects.filter(uitvraag=uitvraag)),
        *(Antwoord(aanvraag=aanvraag, functie=vraag) for vraag in Functie.objects.filter(uitvraag=uitvraag)),
        *(
            Antwoord(aanvraag=aanvraag, eis=vraag)
            for vraag in Eis.objects.filter(uitvraag=uitvraag).exclude(aard=Eis.Aard.PER_ONTVANGER)
        ),
    ]
