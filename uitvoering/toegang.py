"""The doors of this room: another's grant does not exist (404), a missing right is refused with its reason."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import BaseExpression, Combinable
from django.http import Http404
from django.utils import timezone

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.toegang import GEMEENTE, PARTNER, Rol, eis_rol
from subsidies.models import Beschikking, Subsidie
from subsidies.selectors.standen import bekend
from uitvoering.models import (
    Gesprek,
    Indexering,
    Indexeringsregel,
    Vervolgregel,
    Vervolgvoorstel,
    Wijzigingsonderdeel,
    Wijzigingsverzoek,
)

LEZERS = (*GEMEENTE, *PARTNER)
_BIJ_DE_SUBSIDIE = (
    "ontvanger",
    "beschikking__besluit",
    "deel__aanvraag__regeling",
    "deel__aanvraag__uitvraag",
    "deel__aanvraag__tafel__thema",
    "deel__aanvraag__penvoerder",
)
_BIJ_HET_VOORSTEL = (
    "aanvraag__regeling",
    "aanvraag__uitvraag",
    "aanvraag__tafel__thema",
    "aanvraag__penvoerder",
    "opgesteld_door__gebruiker",
    "besluit",
    "vermoeden_uit",
)
Erbij = BaseExpression | Combinable  # what a caller wants to know along in the same query, by name


def zichtbare_subsidies(lid: Lidmaatschap) -> QuerySet[Subsidie]:
    """The grants this membership may know of: the municipality all of them, a partner its own, others none.

    All letters of one collegebesluit are released on one day: before that day a partner knows of none (Awb 3:40).
    """
    if lid.is_gemeente:
        return Subsidie.objects.all()
    if lid.is_partner:
        return _verstuurd().filter(ontvanger=lid.organisatie_id)
    return Subsidie.objects.none()


def te_tekenen_subsidies(lid: Lidmaatschap) -> QuerySet[Subsidie]:
    """The same, and those of each organisation that lets this person sign (Awb 2:1), with `gemachtigd`: whether one
    holds such a machtiging today. It opens what one signs, and nothing else of the grant."""
    if not lid.is_partner:
        return zichtbare_subsidies(lid).annotate(gemachtigd=Value(value=False))
    machtigingen = Machtiging.objects.van_kracht(timezone.localdate()).filter(gemachtigde=lid.pk)
    gemachtigd = Exists(machtigingen.filter(organisatie=OuterRef("ontvanger")))
    return _verstuurd().annotate(gemachtigd=gemachtigd).filter(Q(ontvanger=lid.organisatie_id) | Q(gemachtigd=True))


def _verstuurd() -> QuerySet[Subsidie]:
    return Subsidie.objects.filter(beschikking__brief__verzenddatum__lte=timezone.localdate())


def haal_subsidie(lid: Lidmaatschap, kenmerk: str, **erbij: Erbij) -> Subsidie:
    """A grant to read, with recipient, first decision, application, regeling and table. Raises Http404."""
    return _haal(zichtbare_subsidies(lid).annotate(**erbij), kenmerk)


def haal_te_tekenen_subsidie(lid: Lidmaatschap, kenmerk: str) -> Subsidie:
    """The same for what is signed, also under a machtiging: with `gemachtigd`. Raises Http404."""
    return _haal(te_tekenen_subsidies(lid), kenmerk)


def _haal(subsidies: QuerySet[Subsidie], kenmerk: str) -> Subsidie:
    subsidie = subsidies.filter(kenmerk=kenmerk).select_related(*_BIJ_DE_SUBSIDIE).first()
    if subsidie is None:
        raise Http404
    return subsidie


def haal_eigen_subsidie(lid: Lidmaatschap, kenmerk: str, **erbij: Erbij) -> Subsidie:
    """A grant to act on for its recipient: by who signs there. GeenRecht for all others who may read it."""
    subsidie = haal_subsidie(lid, kenmerk, **erbij)
    if lid.organisatie_id != subsidie.ontvanger_id:
        raise GeenRecht(f"Dit doet een tekenbevoegde van {subsidie.ontvanger.naam}.", code="subsidie.niet_eigen")
    eis_rol(lid, Rol.TEKENBEVOEGDE, reden="Dit doet een tekenbevoegde.")
    return subsidie


def haal_voorstel(lid: Lidmaatschap, kenmerk: str) -> Vervolgvoorstel:
    """A later decision in the making: for the municipality. The recipient has its own page (`haal_regel`)."""
    voorstel = Vervolgvoorstel.objects.filter(kenmerk=kenmerk).select_related(*_BIJ_HET_VOORSTEL).first()
    if voorstel is None or not lid.is_gemeente:
        raise Http404
    return voorstel


def haal_regel(lid: Lidmaatschap, kenmerk: str, regel_id: int) -> Vervolgregel:
    """What a proposal means for one recipient. A partner sees its own, once it was told of it: a draft is ours."""
    regels = Vervolgregel.objects.filter(pk=regel_id, voorstel__kenmerk=kenmerk)
    if not lid.is_gemeente:
        verteld = Q(voornemen__isnull=False) | Q(
            voorstel__stand=Vervolgvoorstel.Stand.BESLOTEN,
            voorstel__besluit__beschikkingen__in=bekend(Beschikking.objects.all()),
            voorstel__besluit__beschikkingen__deel=F("subsidie__deel"),
        )
        regels = regels.filter(verteld, subsidie__in=zichtbare_subsidies(lid))
    regel = (
        regels.select_related(
            "voornemen",
            "zienswijze_door__gebruiker",
            *(f"voorstel__{pad}" for pad in _BIJ_HET_VOORSTEL),
            *(f"subsidie__{pad}" for pad in _BIJ_DE_SUBSIDIE),
        )
        .prefetch_related("bedragen")
        .first()
    )
    if regel is None:
        raise Http404
    return regel


def haal_indexering(lid: Lidmaatschap, kenmerk: str) -> Indexering:
    """For the municipality; Http404 for all others."""
    indexering = (
        Indexering.objects.filter(kenmerk=kenmerk)
        .select_related(
            "regeling", "uitvraag", "collegebesluit", "opgesteld_door__gebruiker", "gestart_door__gebruiker"
        )
        .first()
    )
    if indexering is None or not lid.is_gemeente:
        raise Http404
    return indexering


def haal_indexeringsregel(lid: Lidmaatschap, kenmerk: str, pk: int) -> Indexeringsregel:
    """One grant of an indexing; Http404 outside the municipality."""
    regel = (
        Indexeringsregel.objects.filter(pk=pk, indexering__kenmerk=kenmerk)
        .select_related("indexering", "subsidie__ontvanger")
        .first()
    )
    if regel is None or not lid.is_gemeente:
        raise Http404
    return regel


def haal_gesprek(lid: Lidmaatschap, kenmerk: str, gesprek_id: int) -> Gesprek:
    """A talk on a grant that one may read. What it says the page holds back until the partner has it."""
    gesprek = (
        Gesprek.objects.filter(pk=gesprek_id, subsidie__kenmerk=kenmerk, subsidie__in=zichtbare_subsidies(lid))
        .select_related("akkoord_door__gebruiker", *(f"subsidie__{pad}" for pad in _BIJ_DE_SUBSIDIE))
        .first()
    )
    if gesprek is None:
        raise Http404
    return gesprek


def haal_verzoek(lid: Lidmaatschap, kenmerk: str) -> Wijzigingsverzoek:
    """A request to change a grant that one may read."""
    verzoek = (
        Wijzigingsverzoek.objects.filter(kenmerk=kenmerk, subsidie__in=zichtbare_subsidies(lid))
        .select_related("ingediend_door__gebruiker", *(f"subsidie__{pad}" for pad in _BIJ_DE_SUBSIDIE))
        .first()
    )
    if verzoek is None:
        raise Http404
    return verzoek


def haal_onderdeel(lid: Lidmaatschap, kenmerk: str, onderdeel_id: int) -> Wijzigingsonderdeel:
    """One part of such a request."""
    onderdeel = (
        Wijzigingsonderdeel.objects.filter(
            pk=onderdeel_id, verzoek__kenmerk=kenmerk, verzoek__subsidie__in=zichtbare_subsidies(lid)
        )
        .select_related(*(f"verzoek__subsidie__{pad}" for pad in _BIJ_DE_SUBSIDIE))
        .first()
    )
    if onderdeel is None:
        raise Http404
    return onderdeel
