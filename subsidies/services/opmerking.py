"""Saying something in the margin of an application, answering, and settling it (docs/opmerkingen.md)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Aanvraagdeel, Activiteit, Antwoord, Onderdeel, Opmerking, Voorziening
from subsidies.regels.opmerken import Zichtbaarheid, eis_mag_afhandelen, eis_open, eis_recht
from subsidies.selectors.lijst import zichtbare_opmerkingen
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.selectors.opmerkingen import over_van, spreker_in
from subsidies.services.slot import vergrendel
from subsidies.toegang import SCHRIJVERS
from thematafels.models import Aanstelling
from thematafels.querysets import aanstellingen_op

Stuk = Aanvraag | Antwoord | Voorziening | Activiteit | Aanvraagdeel


def plaats_opmerking(
    *, aanvraag_id: int, soort: str, onderdeel: int | None, tekst: str, zichtbaarheid: str, door: Lidmaatschap
) -> Opmerking:
    """Comment on a section, or on the whole application (`soort` empty).

    Raises GeenRecht for who only reads, DomeinFout when the time for it is over or the section is gone.
    """
    with handeling("opmerking.geplaatst", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        spreker = spreker_in(aanvraag, door)
        eis_recht(spreker, zichtbaarheid)
        eis_open(spreker, zichtbaarheid)
        if _zoek(aanvraag, soort, onderdeel) is None:
            raise DomeinFout("Dit onderdeel is er niet meer.", code="opmerking.onderdeel_weg", veld="over")
        opmerking = Opmerking.objects.create(
            aanvraag=aanvraag, soort=soort, onderdeel=onderdeel, zichtbaarheid=zichtbaarheid, tekst=tekst, door=door
        )
        _meld(aanvraag, opmerking, door)
        leg_vast("opmerking.geplaatst", door=door, over=opmerking, voor=Code(zichtbaarheid))
    return opmerking


def beantwoord(*, opmerking_id: int, tekst: str, door: Lidmaatschap) -> Opmerking:
    """Answer a comment; the answer is seen by whoever sees the comment. Raises DomeinFout when it was settled."""
    with handeling("opmerking.beantwoord", door=door, over=Opmerking(pk=opmerking_id)):
        opmerking = _vergrendel(opmerking_id, door)
        spreker = spreker_in(opmerking.aanvraag, door)
        eis_recht(spreker, opmerking.zichtbaarheid)
        eis_open(spreker, opmerking.zichtbaarheid)
        if opmerking.afgehandeld_op is not None:
            raise DomeinFout(
                "Deze opmerking is intussen afgehandeld. Heropen haar om te antwoorden.", code="opmerking.afgehandeld"
            )
        antwoord = Opmerking.objects.create(
            aanvraag=opmerking.aanvraag,
            soort=opmerking.soort,
            onderdeel=opmerking.onderdeel,
            op=opmerking,
            zichtbaarheid=opmerking.zichtbaarheid,
            tekst=tekst,
            door=door,
        )
        _meld(opmerking.aanvraag, opmerking, door)
        leg_vast("opmerking.beantwoord", door=door, over=opmerking)
    return antwoord


def handel_af(*, opmerking_id: int, door: Lidmaatschap) -> Opmerking:
    """Settle a comment: by who wrote it, who answers for the section, or the municipality."""
    with handeling("opmerking.afgehandeld", door=door, over=Opmerking(pk=opmerking_id)):
        opmerking = _vergrendel_om_af_te_handelen(opmerking_id, door)
        if opmerking.afgehandeld_op is not None:
            raise DomeinFout("Deze opmerking is al afgehandeld.", code="opmerking.al_afgehandeld")
        opmerking.afgehandeld_op, opmerking.afgehandeld_door = timezone.now(), door
        opmerking.save(update_fields=["afgehandeld_op", "afgehandeld_door"])
        leg_vast("opmerking.afgehandeld", door=door, over=opmerking)
    return opmerking


def heropen(*, opmerking_id: int, door: Lidmaatschap) -> Opmerking:
    """Open a settled comment again, by the same people."""
    with handeling("opmerking.heropend", door=door, over=Opmerking(pk=opmerking_id)):
        opmerking = _vergrendel_om_af_te_handelen(opmerking_id, door)
        if opmerking.afgehandeld_op is None:
            raise DomeinFout("Deze opmerking is niet afgehandeld.", code="opmerking.niet_afgehandeld")
        opmerking.afgehandeld_op = opmerking.afgehandeld_door = None
        opmerking.save(update_fields=["afgehandeld_op", "afgehandeld_door"])
        leg_vast("opmerking.heropend", door=door, over=opmerking)
    return opmerking


def _vergrendel(opmerking_id: int, door: Lidmaatschap) -> Opmerking:
    """A comment, no answer, read after its application was locked. One that this person may not see does not exist."""
    gezien = zichtbare_opmerkingen(door).filter(pk=opmerking_id, op=None)
    aanvraag_id = gezien.values_list("aanvraag_id", flat=True).first()
    if aanvraag_id is None:
        raise GeenRecht("Deze opmerking is er niet.", code="opmerking.onbekend")
    aanvraag = vergrendel(aanvraag_id)
    opmerking = Opmerking.objects.get(pk=opmerking_id)
    opmerking.aanvraag = aanvraag
    return opmerking


def _vergrendel_om_af_te_handelen(opmerking_id: int, door: Lidmaatschap) -> Opmerking:
    opmerking = _vergrendel(opmerking_id, door)
    stuk = _zoek(opmerking.aanvraag, opmerking.soort, opmerking.onderdeel)
    schrijver = Lidmaatschap.objects.values_list("gebruiker_id", flat=True).get(pk=opmerking.door_id)
    eis_mag_afhandelen(
        spreker_in(opmerking.aanvraag, door),
        opmerking.zichtbaarheid,
        schrijver=schrijver,
        eigenaar=_eigenaar(stuk) if stuk else None,
    )
    return opmerking


def _zoek(aanvraag: Aanvraag, soort: str, onderdeel: int | None) -> Stuk | None:
    """The section itself, when it is in this application."""
    if onderdeel is None:
        return aanvraag
    match soort:
        case Onderdeel.ANTWOORD:
            return Antwoord.objects.filter(aanvraag=aanvraag, pk=onderdeel).first()
        case Onderdeel.VOORZIENING:
            rijen = Voorziening.objects.filter(deel__aanvraag=aanvraag, pk=onderdeel)
            return rijen.select_related("deel").first()
        case Onderdeel.ACTIVITEIT:
            activiteiten = Activiteit.objects.filter(deel__aanvraag=aanvraag, pk=onderdeel)
            return activiteiten.select_related("deel").first()
    return Aanvraagdeel.objects.filter(aanvraag=aanvraag, pk=onderdeel).first()


def _eigenaar(stuk: Stuk) -> int | None:
    """The organisation whose part it is; None: of all together."""
    match stuk:
        case Voorziening() | Activiteit():
            return stuk.deel.organisatie_id
        case Aanvraagdeel():
            return stuk.organisatie_id
    return None


def _meld(aanvraag: Aanvraag, opmerking: Opmerking, door: Lidmaatschap) -> None:
    """To who spoke in this thread and to who answers for the section, once a day per section, except who acts.

    Of what the municipality says among itself only the municipality hears.
    """
    stuk = _zoek(aanvraag, opmerking.soort, opmerking.onderdeel) or aanvraag
    ontvangers = {
        lid.pk: lid
        for lid in (*_sprekers(aanvraag, opmerking), *_schrijvers(aanvraag, stuk))
        if lid.gebruiker_id != door.gebruiker_id
        and (lid.is_gemeente or opmerking.zichtbaarheid == Zichtbaarheid.TAFEL)
    }
    over = over_van(opmerking.soort, opmerking.onderdeel)
    pad = reverse("subsidies:opmerkingen", args=[aanvraag.kenmerk]) + f"?over={over}"
    leg_bericht_klaar(soort=BerichtSoort.OPMERKING, ontvangers=ontvangers.values(), over=stuk, pad=pad)


def _sprekers(aanvraag: Aanvraag, opmerking: Opmerking) -> Iterable[Lidmaatschap]:
    """Who wrote in this thread and still has a place at the table."""
    in_draad = Opmerking.objects.filter(Q(pk=opmerking.pk) | Q(op=opmerking)).values("door")
    leiders = set(_leiders(aanvraag).values_list("lidmaatschap", flat=True))
    deelnemers = set(aanvraag.delen.filter(stand=Aanvraagdeel.Stand.ACTIEF).values_list("organisatie_id", flat=True))
    for lid in Lidmaatschap.objects.filter(pk__in=in_draad):
        if lid.is_gemeente or lid.organisatie_id in deelnemers or lid.pk in leiders:
            yield lid


def _schrijvers(aanvraag: Aanvraag, stuk: Stuk) -> list[Lidmaatschap]:
    """Of a part its own writers; of what is joint those of the penvoerder, and who leads the table."""
    eigenaar = _eigenaar(stuk)
    schrijvers = leden_met_rol([eigenaar or aanvraag.penvoerder_id], *SCHRIJVERS)
    leiders = _leiders(aanvraag).select_related("lidmaatschap") if eigenaar is None else ()
    return [*schrijvers, *(aanstelling.lidmaatschap for aanstelling in leiders)]


def _leiders(aanvraag: Aanvraag) -> QuerySet[Aanstelling]:
    tafel_id = None if aanvraag.zelfstandig else aanvraag.tafel_id
    return aanstellingen_op(timezone.localdate()).filter(tafel=tafel_id)
