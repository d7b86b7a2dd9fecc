"""The doors of this room: another's application does not exist (404), a missing right is refused with its reason."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.expressions import BaseExpression, Combinable
from django.http import Http404
from django.utils import timezone

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap, Machtiging, Organisatie
from organisaties.selectors import mag_tekenen_voor
from organisaties.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, Rol, eis_rol
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Aanvulling,
    Activiteit,
    Antwoord,
    Bijlage,
    Opmerking,
    Uitneming,
    Voorziening,
)
from subsidies.models.antwoord import VRAGEN
from subsidies.selectors import zichtbaar_voor
from subsidies.selectors.bijlagen import bijlagen_voor
from subsidies.selectors.lijst import zichtbare_opmerkingen
from thematafels.selectors import aangesteld_bij, is_aangesteld

SCHRIJVERS = (Rol.REDACTEUR, Rol.TEKENBEVOEGDE)
LEZERS = (*GEMEENTE, *PARTNER, *ONAFHANKELIJK)  # who can have a place at a table; the doors say what they may there
_BIJ_DE_AANVRAAG = (
    "regeling",
    "uitvraag__regeling",
    "tafel__thema__uitvraag",
    "penvoerder",
    "indienen_zodra_eens__gebruiker",
)
Erbij = BaseExpression | Combinable  # what a caller wants to know along in the same query, by name


def haal_aanvraag(lid: Lidmaatschap, kenmerk: str, **erbij: Erbij) -> Aanvraag:
    """The application to read, with regeling, call and table. Raises Http404 for who may not know of it."""
    aanvragen = zichtbaar_voor(lid).filter(kenmerk=kenmerk).select_related(*_BIJ_DE_AANVRAAG)
    aanvraag = aanvragen.annotate(**erbij).first()
    if aanvraag is None:
        raise Http404
    return aanvraag


def haal_zaak(lid: Lidmaatschap, kenmerk: str, **erbij: Erbij) -> Aanvraag:
    """A case begins when the application is submitted: before that there is none."""
    aanvraag = haal_aanvraag(lid, kenmerk, **erbij)
    if aanvraag.ontvangen_op is None:
        raise Http404
    return aanvraag


def haal_aanvulling(lid: Lidmaatschap, kenmerk: str, aanvulling_id: int) -> Aanvulling:
    """A request to supplement: for the municipality and the participant that was asked. Http404 for all others."""
    verzoek = (
        Aanvulling.objects.filter(
            pk=aanvulling_id, deel__aanvraag__kenmerk=kenmerk, deel__aanvraag__in=zichtbaar_voor(lid)
        )
        .select_related("deel__organisatie", *(f"deel__aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .first()
    )
    if verzoek is None or not (lid.is_gemeente or lid.organisatie_id == verzoek.deel.organisatie_id):
        raise Http404
    return verzoek


def haal_deel(lid: Lidmaatschap, kenmerk: str, deel_id: int, **erbij: Erbij) -> Aanvraagdeel:
    """A part to read, with its application. Raises Http404 for who may not know of it."""
    deel = (
        Aanvraagdeel.objects.filter(pk=deel_id, aanvraag__kenmerk=kenmerk, aanvraag__in=zichtbaar_voor(lid))
        .select_related("organisatie", *(f"aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .annotate(**erbij)
        .first()
    )
    if deel is None:
        raise Http404
    return deel


def haal_eigen_deel(lid: Lidmaatschap, kenmerk: str, deel_id: int, **erbij: Erbij) -> Aanvraagdeel:
    """A part to write in: by an editor or signatory of that organisation. Others at the table only read it."""
    deel = haal_deel(lid, kenmerk, deel_id, **erbij)
    eis_schrijver(lid, deel)
    _eis_doet_mee(deel)
    return deel


def haal_te_tekenen_deel(lid: Lidmaatschap, kenmerk: str, deel_id: int) -> Aanvraagdeel:
    """A part to agree to: by who signs for that organisation."""
    deel = haal_deel(lid, kenmerk, deel_id)
    eis_ondertekenaar(lid, deel.organisatie)
    _eis_doet_mee(deel)
    return deel


def haal_met_pen(lid: Lidmaatschap, kenmerk: str) -> Aanvraag:
    """An application to submit or withdraw: by who signs for the penvoerder, and on paper by who enters it."""
    aanvraag = haal_aanvraag(lid, kenmerk)
    if aanvraag.ingevoerd_door_id is None or lid.rol != Rol.BELEIDSMEDEWERKER:
        eis_ondertekenaar(lid, aanvraag.penvoerder)
    return aanvraag


def haal_uitneming(lid: Lidmaatschap, kenmerk: str, uitneming_id: int) -> Uitneming:
    """A proposal to go on without a part, with that part: for everybody who reads the application."""
    uitneming = (
        Uitneming.objects.filter(
            pk=uitneming_id, deel__aanvraag__kenmerk=kenmerk, deel__aanvraag__in=zichtbaar_voor(lid)
        )
        .select_related(
            "deel__organisatie",
            "voorgesteld_door__organisatie",
            "besloten_door__gebruiker",
            "nieuwe_penvoerder",
            *(f"deel__aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG),
        )
        .first()
    )
    if uitneming is None:
        raise Http404
    return uitneming


def haal_voorziening(lid: Lidmaatschap, kenmerk: str, voorziening_id: int, **erbij: Erbij) -> Voorziening:
    """A voorziening to change, with its part: by the same people as that part."""
    voorziening = (
        Voorziening.objects.filter(
            pk=voorziening_id, deel__aanvraag__kenmerk=kenmerk, deel__aanvraag__in=zichtbaar_voor(lid)
        )
        .select_related("deel__organisatie", *(f"deel__aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .annotate(**erbij)
        .first()
    )
    if voorziening is None:
        raise Http404
    eis_schrijver(lid, voorziening.deel)
    _eis_doet_mee(voorziening.deel)
    return voorziening


def haal_activiteit(lid: Lidmaatschap, kenmerk: str, activiteit_id: int, **erbij: Erbij) -> Activiteit:
    """An activity to change, with its part: by the same people as that part."""
    activiteit = (
        Activiteit.objects.filter(
            pk=activiteit_id, deel__aanvraag__kenmerk=kenmerk, deel__aanvraag__in=zichtbaar_voor(lid)
        )
        .select_related("deel__organisatie", *(f"deel__aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .annotate(**erbij)
        .first()
    )
    if activiteit is None:
        raise Http404
    eis_schrijver(lid, activiteit.deel)
    _eis_doet_mee(activiteit.deel)
    return activiteit


def haal_antwoord(lid: Lidmaatschap, kenmerk: str, antwoord_id: int, **erbij: Erbij) -> Antwoord:
    """A joint text to write on: by an editor or signatory of any organisation in the application, or who leads the
    table."""
    antwoord = (
        Antwoord.objects.filter(pk=antwoord_id, aanvraag__kenmerk=kenmerk, aanvraag__in=zichtbaar_voor(lid))
        .select_related(*VRAGEN, *(f"aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .annotate(doet_mee=doet_mee(lid), leidt=leidt(lid), **erbij)
        .first()
    )
    if antwoord is None:
        raise Http404
    if not voert_in(lid, antwoord.aanvraag):
        eis_schrijft_samen(lid, doet_mee=antwoord.doet_mee, leidt=antwoord.leidt)
    return antwoord


def haal_opmerking(lid: Lidmaatschap, kenmerk: str, opmerking_id: int) -> Opmerking:
    """A comment (no answer) with its application. Raises Http404 for who may not know of it, as of the application."""
    opmerking = (
        zichtbare_opmerkingen(lid)
        .filter(pk=opmerking_id, op=None, aanvraag__kenmerk=kenmerk)
        .select_related(*(f"aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .first()
    )
    if opmerking is None:
        raise Http404
    return opmerking


def eis_schrijft_samen(lid: Lidmaatschap, *, doet_mee: bool, leidt: bool) -> None:
    """What is joint is written by who takes part, and by who leads the table (`doet_mee` and `leidt` below)."""
    if leidt:
        return
    eis_rol(lid, *SCHRIJVERS, reden="De gezamenlijke tekst schrijven de redacteuren en tekenbevoegden van de tafel.")
    if not doet_mee:
        raise GeenRecht("Uw organisatie doet niet mee aan deze aanvraag.", code="aanvraag.geen_deelnemer")


def doet_mee(lid: Lidmaatschap) -> Exists:
    """Whether the organisation takes part, of anything that hangs below an application, in the same query."""
    return Exists(_delen_van(lid.organisatie_id))


def leidt(lid: Lidmaatschap) -> ExpressionWrapper:
    """Whether this membership chairs the table or guides its process today: the same, in the same query."""
    van_de_tafel = Q(aanvraag__zelfstandig=False, aanvraag__tafel__in=aangesteld_bij(lid))
    return ExpressionWrapper(van_de_tafel, BooleanField())


def leidt_tafel(lid: Lidmaatschap, aanvraag: Aanvraag) -> bool:
    """The same of one application: one query."""
    return not aanvraag.zelfstandig and is_aangesteld(lid, aanvraag.tafel_id, timezone.localdate())


def haal_bijlage(lid: Lidmaatschap, kenmerk: str, bijlage_id: int) -> Bijlage:
    """A file to have, with its application and its part. Raises Http404 for one that was removed too."""
    bijlage = bijlagen_voor(lid, zichtbaar_voor(lid).filter(kenmerk=kenmerk)).filter(pk=bijlage_id).first()
    if bijlage is None:
        raise Http404
    return bijlage


def haal_formulier(lid: Lidmaatschap, kenmerk: str, *, slot: bool = False, **erbij: Erbij) -> Aanvraagdeel:
    """The part of an application on the short form, to write; `slot` locks the application in the same query.

    Raises Http404 for another kind of application: that is written on other pages.
    """
    delen = (
        Aanvraagdeel.objects.filter(
            aanvraag__kenmerk=kenmerk,
            aanvraag__in=zichtbaar_voor(lid),
            aanvraag__zelfstandig=True,
        )
        .filter(Exists(Antwoord.objects.filter(aanvraag=OuterRef("aanvraag"), formuliervraag__isnull=False)))
        .select_related("organisatie", *(f"aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG))
        .annotate(**erbij)
    )
    deel = (delen.select_for_update(of=("aanvraag",), no_key=True) if slot else delen).first()
    if deel is None:
        raise Http404
    eis_schrijver(lid, deel)
    return deel


def eis_mag_bijvoegen(lid: Lidmaatschap, aanvraag: Aanvraag, deel: Aanvraagdeel | None) -> None:
    """Adding and removing files: in a part its own writers, with the whole those of the penvoerder."""
    if deel is not None:
        eis_schrijver(lid, deel)
    elif not voert_in(lid, aanvraag):
        eis_rol(lid, *SCHRIJVERS)
        if lid.organisatie_id != aanvraag.penvoerder_id:
            raise GeenRecht(
                f"Bij de hele aanvraag voegt de penvoerder toe: {aanvraag.penvoerder.naam}.",
                code="aanvraag.niet_penvoerder",
            )


def voert_in(lid: Lidmaatschap, aanvraag: Aanvraag) -> bool:
    """Who enters what came on paper writes for everybody in that application. Raises GeenRecht for all others."""
    if aanvraag.ingevoerd_door_id is None:
        return False
    eis_rol(lid, Rol.BELEIDSMEDEWERKER, reden="Deze aanvraag kwam op papier. Een beleidsmedewerker voert haar in.")
    return True


def schrijft_in(lid: Lidmaatschap, aanvraag: Aanvraag, organisatie_id: int | None) -> bool:
    """Whether this person may change it; a text without an organisation is everybody's at the table."""
    if aanvraag.stand != Aanvraag.Stand.CONCEPT:
        return False
    if aanvraag.ingevoerd_door_id is not None:
        return lid.rol == Rol.BELEIDSMEDEWERKER
    if organisatie_id is None and leidt_tafel(lid, aanvraag):
        return True
    return lid.rol in SCHRIJVERS and organisatie_id in {None, lid.organisatie_id}


def eis_schrijver(lid: Lidmaatschap, deel: Aanvraagdeel) -> None:
    if voert_in(lid, deel.aanvraag):
        return
    if lid.organisatie_id != deel.organisatie_id:
        raise GeenRecht(f"Dit deel is van {deel.organisatie.naam}. U kunt het wel lezen.", code="deel.niet_eigen")
    eis_rol(lid, *SCHRIJVERS, reden="Een meelezer leest mee. Een redacteur of tekenbevoegde kan het deel wijzigen.")


def eis_ondertekenaar(lid: Lidmaatschap, organisatie: Organisatie, *, slot: bool = False) -> Machtiging | None:
    """Who signs for an organisation: its own tekenbevoegde (None), or who it gave a machtiging, which is returned.

    `slot`: for the act of signing itself, in its transaction.
    """
    eigen = lid.organisatie_id == organisatie.pk
    if eigen and lid.rol == Rol.TEKENBEVOEGDE:
        return None
    machtiging = mag_tekenen_voor(lid, organisatie.pk, timezone.localdate(), slot=slot)
    if machtiging is None:
        raise GeenRecht(
            f"Voor {organisatie.naam} tekent een tekenbevoegde, of iemand met een machtiging van die organisatie.",
            code="toegang.rol" if eigen else "deel.niet_eigen",
        )
    return machtiging


def _eis_doet_mee(deel: Aanvraagdeel) -> None:
    if deel.stand != Aanvraagdeel.Stand.ACTIEF:
        raise GeenRecht(
            f"{deel.organisatie.naam} doet niet meer mee aan deze aanvraag. Wat er stond is bewaard.",
            code="deel.doet_niet_mee",
        )


def _delen_van(organisatie_id: int) -> QuerySet[Aanvraagdeel]:
    """The part with which this organisation takes part, of the application in the outer query."""
    return Aanvraagdeel.objects.filter(
        aanvraag=OuterRef("aanvraag"), organisatie=organisatie_id, stand=Aanvraagdeel.Stand.ACTIEF
    )
