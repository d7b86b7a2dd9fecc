"""Opening the account of a year: after its end by itself, or earlier by an officer."""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.selectors import vrije_dagen
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from regelingen.parameters import Parameters
from subsidies.models import Aanvraag, Subsidie
from subsidies.services.slot import vergrendel
from verantwoording.models import Activiteitverslag, Afspraak, Deelverslag, Duiding, Verantwoording
from verantwoording.regels.klok import Uiterlijk, uiterlijk

SAMEN = (Duiding.Vraag.SAMEN, Duiding.Vraag.ONBEKEND, Duiding.Vraag.ANDERS)


def open_verantwoordingen() -> int:
    """Open every year that is over and was agreed on, and complete those that are open; returns how many it opened."""
    laatste = timezone.localdate().year - 1
    geopend = 0
    for aanvraag_id, jaar in _te_openen(laatste):
        open_verantwoording(aanvraag_id=aanvraag_id, jaar=jaar)
        geopend += 1
    for aanvraag_id in _aan_te_vullen():
        vul_aan(aanvraag_id=aanvraag_id)
    return geopend


def open_verantwoording(*, aanvraag_id: int, jaar: int, door: Lidmaatschap | None = None) -> Verantwoording:
    """Make the account of one year, with everything that is written in it. One that is there already is completed.

    By an officer also before the year is over: a table that stops halfway accounts on what it did. Raises DomeinFout
    when nothing was agreed on for that year, or the year has not begun.
    """
    with handeling("verantwoording.geopend", door=door, over=Aanvraag(pk=aanvraag_id)):
        if door is not None:
            eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een beleidsmedewerker opent een verantwoording.")
        aanvraag = vergrendel(aanvraag_id)
        if jaar > timezone.localdate().year:
            raise DomeinFout(f"Het jaar {jaar} is nog niet begonnen.", code="verantwoording.te_vroeg", veld="jaar")
        if not afspraken_in(jaar).filter(aanvraag=aanvraag).exists():
            raise DomeinFout(
                f"Voor {jaar} is niet afgesproken waarover wordt verantwoord.",
                code="verantwoording.geen_afspraken",
                veld="jaar",
            )
        subsidies = list(_subsidies(aanvraag_id, jaar).select_related("beschikking__besluit"))
        if not subsidies:
            raise DomeinFout(f"Er loopt in {jaar} geen subsidie.", code="verantwoording.geen_subsidie", veld="jaar")
        dagen = _uiterlijk(subsidies[0], jaar)
        verantwoording, nieuw = Verantwoording.objects.get_or_create(
            aanvraag=aanvraag, jaar=jaar, defaults={"uiterlijk": dagen.samen}
        )
        _vul(verantwoording, subsidies, dagen.deel)
        if nieuw:
            leg_vast("verantwoording.geopend", door=door, over=aanvraag, jaar=jaar, kenmerk=Code(aanvraag.kenmerk))
    return verantwoording


def vul_aan(*, aanvraag_id: int) -> None:
    """After the plan changed, or another participant got its decision: make what is missing in the open accounts."""
    with handeling("verantwoording.geopend", door=None, over=Aanvraag(pk=aanvraag_id)):
        vergrendel(aanvraag_id)
        for verantwoording in Verantwoording.objects.filter(aanvraag=aanvraag_id, stand=Verantwoording.Stand.OPEN):
            subsidies = list(_subsidies(aanvraag_id, verantwoording.jaar).select_related("beschikking__besluit"))
            if subsidies:
                _vul(verantwoording, subsidies, _uiterlijk(subsidies[0], verantwoording.jaar).deel)


def afspraken_in(jaar: int) -> QuerySet[Afspraak]:
    """What was agreed on for this year."""
    return Afspraak.objects.filter(eerste_jaar__lte=jaar, laatste_jaar__gte=jaar)


def te_openen_jaren(aanvraag_id: int) -> list[int]:
    """The years that have begun, are agreed on, and have no account yet."""
    perioden = Afspraak.objects.filter(aanvraag=aanvraag_id).values_list("eerste_jaar", "laatste_jaar")
    jaren = {jaar for eerste, laatste in perioden for jaar in range(eerste, laatste + 1)}
    geopend = set(Verantwoording.objects.filter(aanvraag=aanvraag_id).values_list("jaar", flat=True))
    return sorted(jaar for jaar in jaren - geopend if jaar <= timezone.localdate().year)


def _te_openen(laatste: int) -> list[tuple[int, int]]:
    """Applications and years without an account, up to and including the year `laatste`, the oldest first."""
    perioden = set(
        Afspraak.objects.filter(
            Exists(Subsidie.objects.filter(deel__aanvraag=OuterRef("aanvraag")).exclude(stand="ingetrokken")),
            eerste_jaar__lte=laatste,
            laatste_jaar__gte=F("eerste_jaar"),
        ).values_list("aanvraag_id", "eerste_jaar", "laatste_jaar")
    )
    afgesproken = {
        (aanvraag_id, jaar) for aanvraag_id, eerste, tot in perioden for jaar in range(eerste, min(tot, laatste) + 1)
    }
    geopend = set(Verantwoording.objects.values_list("aanvraag_id", "jaar"))
    lopend = set(
        Subsidie.objects.exclude(stand="ingetrokken").values_list("deel__aanvraag_id", "jaren__jaar").distinct()
    )
    return sorted((afgesproken - geopend) & lopend)


def _aan_te_vullen() -> Iterable[int]:
    """Applications with an open account that lacks what was agreed on."""
    jaar = OuterRef("jaar")
    mist = Afspraak.objects.filter(
        ~Exists(
            Activiteitverslag.objects.filter(
                afspraak=OuterRef("pk"), deelverslag__verantwoording=OuterRef(OuterRef("pk"))
            )
        ),
        aanvraag=OuterRef("aanvraag"),
        eerste_jaar__lte=jaar,
        laatste_jaar__gte=jaar,
        deel__subsidie__jaren__jaar=jaar,
    ).exclude(deel__subsidie__stand="ingetrokken")
    open_ = Verantwoording.objects.filter(Exists(mist), stand=Verantwoording.Stand.OPEN)
    return open_.order_by("aanvraag").values_list("aanvraag", flat=True).distinct()


def _subsidies(aanvraag_id: int, jaar: int) -> QuerySet[Subsidie]:
    """The grants that run in this year, or ran and were settled."""
    return (
        Subsidie.objects.filter(deel__aanvraag=aanvraag_id, jaren__jaar=jaar)
        .exclude(stand=Subsidie.Stand.INGETROKKEN)
        .distinct()
    )


def _uiterlijk(subsidie: Subsidie, jaar: int) -> Uiterlijk:
    return uiterlijk(Parameters.uit_dict(subsidie.beschikking.besluit.parameters), jaar, vrije_dagen())


def _vul(verantwoording: Verantwoording, subsidies: Iterable[Subsidie], uiterlijk_op: datetime.date) -> None:
    """What is there stays as it is."""
    Deelverslag.objects.bulk_create(
        [
            Deelverslag(verantwoording=verantwoording, deel_id=subsidie.deel_id, uiterlijk=uiterlijk_op)
            for subsidie in subsidies
        ],
        ignore_conflicts=True,
    )
    per_deel = dict(verantwoording.delen.filter(stand__in=("open", "vraag")).values_list("deel_id", "pk"))
    afspraken = list(afspraken_in(verantwoording.jaar).filter(aanvraag=verantwoording.aanvraag_id))
    Activiteitverslag.objects.bulk_create(
        [
            Activiteitverslag(deelverslag_id=per_deel[afspraak.deel_id], afspraak=afspraak)
            for afspraak in afspraken
            if afspraak.deel_id in per_deel
        ],
        ignore_conflicts=True,
    )
    subdoelen = dict.fromkeys(afspraak.subdoel_id for afspraak in afspraken)
    vragen = [(Duiding.Vraag.SUBDOEL, subdoel) for subdoel in subdoelen] + [(vraag, None) for vraag in SAMEN]
    Duiding.objects.bulk_create(
        [Duiding(verantwoording=verantwoording, vraag=vraag, subdoel_id=subdoel) for vraag, subdoel in vragen],
        ignore_conflicts=True,
    )
