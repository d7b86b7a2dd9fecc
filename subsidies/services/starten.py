"""Starting an application: the joint one of a table, or one organisation alone."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import eis_rol
from regelingen.selectors import vragen_op
from subsidies.models import Aanvraag, Aanvraagdeel, Antwoord
from subsidies.selectors import is_toegelaten
from subsidies.services.deelnemen import alleen_bij, eis_doet_niet_samen_mee, eis_vraagt_niet_alleen
from subsidies.services.overdracht import neem_deel_over, neem_teksten_over
from subsidies.services.slot import eis_open, vergrendel, vergrendel_tafel
from subsidies.services.vorige import neem_vorige_antwoorden_over
from subsidies.toegang import SCHRIJVERS, eis_schrijver
from thematafels.models import Criterium, Deelname, Eis, Functie, Thematafel

# The constraint that refuses a second one, in the words of who tried.
_BESTAAT_AL = {
    "aanvraag_een_per_tafel": "Deze tafel heeft al een aanvraag. Schrijf daarin verder.",
    "aanvraag_een_per_organisatie": "Uw organisatie heeft hier al een eigen aanvraag. Schrijf daarin verder.",
}


def start_aanvraag(*, tafel_id: int, door: Lidmaatschap) -> Aanvraag:
    """Begin the one application of a table, with a part for every admitted organisation that does not ask alone.

    The organisation that begins holds the pen until the table chooses another. Raises DomeinFout when the
    organisation was not admitted, the call is not open, or the table already has an application.
    """
    with handeling("aanvraag.gestart", door=door):
        eis_rol(door, *SCHRIJVERS)
        _eis_toegelaten(tafel_id, door)
        eis_vraagt_niet_alleen(tafel_id, door.organisatie_id)
        aanvraag = maak_aanvraag(tafel_id, door.organisatie)
        toegelaten = Deelname.objects.filter(tafel=tafel_id, stand=Deelname.Stand.TOEGELATEN).exclude(
            organisatie__in=alleen_bij(tafel_id).values("penvoerder")
        )
        Aanvraagdeel.objects.bulk_create(
            Aanvraagdeel(aanvraag=aanvraag, organisatie_id=organisatie_id)
            for organisatie_id in toegelaten.values_list("organisatie_id", flat=True)
        )
        leg_vast("aanvraag.gestart", door=door, over=aanvraag, kenmerk=Code(aanvraag.kenmerk))
    return aanvraag


def start_alleen(*, tafel_id: int, door: Lidmaatschap) -> Aanvraag:
    """Begin the application of one organisation under an individual scheme; each has one per table.

    Raises DomeinFout for a joint scheme, when the call is not open, when the organisation has one already, or when
    the scheme asks for admission and it was not admitted.
    """
    with handeling("aanvraag.gestart", door=door):
        eis_rol(door, *SCHRIJVERS)
        regeling = _tafel(tafel_id).uitvraag.regeling
        if regeling.gezamenlijk:
            raise DomeinFout("Bij deze regeling vraagt u samen aan.", code="regeling.gezamenlijk")
        if regeling.aanmelden_nodig:
            _eis_toegelaten(tafel_id, door)
        aanvraag = maak_aanvraag(tafel_id, door.organisatie)
        Aanvraagdeel.objects.create(aanvraag=aanvraag, organisatie=door.organisatie)
        neem_vorige_antwoorden_over(aanvraag, door)
        leg_vast("aanvraag.gestart", door=door, over=aanvraag, kenmerk=Code(aanvraag.kenmerk))
    return aanvraag


def begin_alleen(*, deel_id: int, door: Lidmaatschap) -> Aanvraag:
    """Who no longer takes part in the joint application goes on alone, from a copy of its part and the joint texts.

    Raises DomeinFout for who takes part (here, or in a joint application that came later), and when the call has
    closed or the organisation asks alone already.
    """
    with handeling("aanvraag.alleen", door=door, over=Aanvraagdeel(pk=deel_id)):
        gezamenlijk = vergrendel(Aanvraagdeel.objects.values_list("aanvraag_id", flat=True).get(pk=deel_id))
        deel = Aanvraagdeel.objects.select_related("organisatie").get(pk=deel_id)
        eis_schrijver(door, deel)
        if deel.stand == Aanvraagdeel.Stand.ACTIEF or gezamenlijk.tafel_id is None:
            raise DomeinFout("Uw organisatie doet mee aan de gezamenlijke aanvraag.", code="deel.actief")
        vergrendel_tafel(gezamenlijk.tafel_id)
        eis_doet_niet_samen_mee(gezamenlijk.tafel_id, door.organisatie_id)
        aanvraag = maak_aanvraag(gezamenlijk.tafel_id, door.organisatie, zelfstandig=True)
        neem_deel_over(deel, aanvraag, door)
        neem_teksten_over(gezamenlijk, aanvraag, door)
        leg_vast("aanvraag.alleen", door=door, over=gezamenlijk, kenmerk=Code(aanvraag.kenmerk))
    return aanvraag


def _tafel(tafel_id: int) -> Thematafel:
    return Thematafel.objects.select_related("thema__uitvraag__regeling").get(pk=tafel_id)


def maak_aanvraag(
    tafel_id: int,
    penvoerder: Organisatie,
    *,
    zelfstandig: bool | None = None,
    ingevoerd_door: Lidmaatschap | None = None,
) -> Aanvraag:
    """The application itself with its empty texts, inside the caller's act. `zelfstandig` follows from the scheme,
    unless somebody leaves a joint application."""
    tafel = _tafel(tafel_id)
    uitvraag = tafel.uitvraag
    aanvraag = Aanvraag(
        kenmerk=volgend_kenmerk(timezone.localdate()),
        regeling=uitvraag.regeling,
        uitvraag=uitvraag,
        tafel=tafel,
        penvoerder=penvoerder,
        eerste_jaar=uitvraag.eerste_jaar,
        laatste_jaar=uitvraag.laatste_jaar,
        zelfstandig=not uitvraag.regeling.gezamenlijk if zelfstandig is None else zelfstandig,
        ingevoerd_door=ingevoerd_door,
    )
    eis_open(aanvraag)
    _bewaar_de_enige(aanvraag)
    Antwoord.objects.bulk_create(_lege_antwoorden(aanvraag))
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
        bezet = next((tekst for naam, tekst in _BESTAAT_AL.items() if naam in str(fout)), None)
        if bezet is None:
            raise
        raise DomeinFout(bezet, code="aanvraag.bestaat_al") from fout


def _lege_antwoorden(aanvraag: Aanvraag) -> list[Antwoord]:
    """One empty row per question: of the short form of an individual scheme, or of the call. What each recipient
    answers for itself is no part of the joint text; an individual scheme without a form asks what the call asks."""
    uitvraag = aanvraag.uitvraag
    if not aanvraag.regeling.gezamenlijk and (form := vragen_op(aanvraag.regeling_id, timezone.localdate())):
        return [Antwoord(aanvraag=aanvraag, formuliervraag=vraag) for vraag in form]
    return [
        *(Antwoord(aanvraag=aanvraag, criterium=vraag) for vraag in Criterium.objects.filter(uitvraag=uitvraag)),
        *(Antwoord(aanvraag=aanvraag, functie=vraag) for vraag in Functie.objects.filter(uitvraag=uitvraag)),
        *(
            Antwoord(aanvraag=aanvraag, eis=vraag)
            for vraag in Eis.objects.filter(uitvraag=uitvraag).exclude(aard=Eis.Aard.PER_ONTVANGER)
        ),
    ]
