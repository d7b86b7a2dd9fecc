"""The doors of the plan: what was agreed on before the first account of it."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap
from organisaties.toegang import RAAD, eis_rol
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.selectors import zichtbaar_voor
from subsidies.toegang import SCHRIJVERS
from thematafels.models import Thema
from verantwoording.models import Afspraak, Planwijziging

_BIJ_DE_AANVRAAG = ("regeling", "uitvraag", "tafel__thema__uitvraag", "penvoerder")


def zichtbare_plannen(lid: Lidmaatschap) -> QuerySet[Aanvraag]:
    """The applications with an agreed plan that this membership may know of: the municipality and the table as they
    know the application, the council all of them. Outside the municipality once the letters are out (Awb 3:40)."""
    aanvragen = Aanvraag.objects.all() if lid.rol in RAAD else zichtbaar_voor(lid)
    afgesproken = Exists(Afspraak.objects.filter(deel=OuterRef("pk")))
    delen = Aanvraagdeel.objects.filter(afgesproken, aanvraag=OuterRef("pk"))
    if not lid.is_gemeente:
        delen = delen.filter(subsidie__beschikking__brief__verzenddatum__lte=timezone.localdate())
    return aanvragen.filter(Exists(delen))


def bekende_afspraken(lid: Lidmaatschap) -> QuerySet[Afspraak]:
    """What was agreed, outside the municipality with whom the letter of the decision reached."""
    if lid.is_gemeente:
        return Afspraak.objects.all()
    return Afspraak.objects.filter(deel__subsidie__beschikking__brief__verzenddatum__lte=timezone.localdate())


def haal_plan(lid: Lidmaatschap, kenmerk: str) -> Aanvraag:
    """The application of an agreed plan, with its table. Raises Http404 for who may not know of it."""
    aanvraag = zichtbare_plannen(lid).filter(kenmerk=kenmerk).select_related(*_BIJ_DE_AANVRAAG).first()
    if aanvraag is None:
        raise Http404
    return aanvraag


def haal_plandeel(lid: Lidmaatschap, kenmerk: str, deel_id: int) -> Aanvraagdeel:
    """A granted part to propose a change in, by who writes for it."""
    deel = (
        Aanvraagdeel.objects.filter(pk=deel_id, aanvraag__kenmerk=kenmerk, aanvraag__in=zichtbaar_voor(lid))
        .filter(subsidie__beschikking__brief__verzenddatum__lte=timezone.localdate())
        .select_related("organisatie", *(f"aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .first()
    )
    if deel is None:
        raise Http404
    eis_stelt_voor(lid, deel)
    return deel


def zichtbare_wijzigingen(lid: Lidmaatschap) -> QuerySet[Planwijziging]:
    """Proposals: for the municipality and the participant itself. At the table one sees what came of them."""
    wijzigingen = Planwijziging.objects.all()
    return wijzigingen if lid.is_gemeente else wijzigingen.filter(deel__organisatie=lid.organisatie_id)


def haal_wijziging(lid: Lidmaatschap, kenmerk: str, pk: int) -> Planwijziging:
    """One proposal with its part and application. Raises Http404."""
    wijziging = (
        zichtbare_wijzigingen(lid)
        .filter(pk=pk, deel__aanvraag__kenmerk=kenmerk)
        .select_related(
            "door__gebruiker",
            "beslist_door__gebruiker",
            "deel__organisatie",
            *(f"deel__aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG),
        )
        .first()
    )
    if wijziging is None:
        raise Http404
    return wijziging


def haal_thema(kenmerk: str, code: str) -> Thema:
    """A theme of a call, for officers. Raises Http404."""
    thema = Thema.objects.filter(uitvraag__kenmerk=kenmerk, code=code).select_related("uitvraag", "tafel").first()
    if thema is None:
        raise Http404
    return thema


def stelt_voor(lid: Lidmaatschap, deel: Aanvraagdeel) -> bool:
    """Whether this person proposes changes to what this participant agreed."""
    return lid.organisatie_id == deel.organisatie_id and lid.rol in SCHRIJVERS


def eis_stelt_voor(lid: Lidmaatschap, deel: Aanvraagdeel) -> None:
    if lid.organisatie_id != deel.organisatie_id:
        raise GeenRecht(f"Dit is afgesproken met {deel.organisatie.naam}.", code="planwijziging.niet_eigen")
    eis_rol(lid, *SCHRIJVERS, reden="Een redacteur of tekenbevoegde stelt een wijziging voor.")
