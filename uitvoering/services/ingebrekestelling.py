"""A notice of default comes in, and the decision on the penalty that follows from it (Awb 4:17–4:20)."""

import datetime
from decimal import Decimal
from typing import Any

import pghistory
from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.opstellen import maak_bezwaar, maak_grondslag, maak_kop, maak_ondertekening, maak_tekstbrief
from brieven.services.maak import leg_brief_klaar
from brieven.services.mededeling import leg_mededeling_klaar
from kern.fouten import DomeinFout
from kern.geld import als_euro
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.selectors import vrije_dagen
from kern.spoor import Code, leg_vast
from kern.termijnen.dwangsom import Dwangsom, dwangsom
from kern.termijnen.stappen import datum, telling
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.models.mandaat import SoortBesluit
from organisaties.selectors import geldig_mandaat
from organisaties.toegang import Rol, eis_rol
from regelingen.selectors import parameters_op
from subsidies.models import Aanvraag, Aanvraagdeel, Zaakrol
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import neem_rol
from uitvoering.bestreden import in_zaak
from uitvoering.dwangsomklok import aanvragers, bekend_van, besluit_bekend, teller, wettelijke_dag
from uitvoering.models import Bezwaar, Dwangsombesluit, Dwangsomdeel, Ingebrekestelling, Wijze


def stel_in_gebreke(
    *,
    aanvraag_id: int,
    door: Lidmaatschap,
    bezwaar_id: int | None = None,
    organisatie_id: int | None = None,
    wijze: Wijze = Wijze.PORTAAL,
    ontvangen_op: datetime.date | None = None,
) -> Ingebrekestelling:
    """Record that somebody told us a decision is late: on an application, or on an objection.

    In the portal by who signs, today; by an officer for what came on paper or by mail. What came before the term
    ended, or after the decision, is recorded all the same: nothing runs, and the receipt says so. Raises DomeinFout
    when a valid notice runs already.
    """
    with handeling("ingebrekestelling.ontvangen", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        bezwaar = _bezwaar(aanvraag, bezwaar_id)
        vandaag = timezone.localdate()
        digitaal = wijze == Wijze.PORTAAL
        if digitaal:
            eis_rol(door, Rol.TEKENBEVOEGDE, reden="In gebreke stellen doet een tekenbevoegde.")
        else:
            eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Post en e-mail legt een beleidsmedewerker vast.")
        van, dag = (door.organisatie_id, vandaag) if digitaal else (organisatie_id or 0, ontvangen_op or vandaag)
        _controleer(aanvraag, bezwaar, van, dag, vandaag)
        uiterlijk, bekend = wettelijke_dag(aanvraag, bezwaar, van), besluit_bekend(aanvraag, bezwaar, van)
        geldig = dag > uiterlijk and (bekend is None or dag < bekend)
        with pghistory.context(lidmaatschap=door.pk):
            gesteld = Ingebrekestelling.objects.create(
                kenmerk=volgend_kenmerk(vandaag),
                aanvraag=aanvraag,
                bezwaar=bezwaar,
                organisatie_id=van,
                wijze=wijze,
                ontvangen_op=dag,
                wettelijke_dag=uiterlijk,
                geldig=geldig,
                vastgelegd_door=door,
            )
        leg_mededeling_klaar(
            soort=BriefSoort.ONTVANGST_INGEBREKESTELLING,
            ontvanger=gesteld.organisatie,
            over=gesteld,
            onderwerp="Wij hebben uw ingebrekestelling ontvangen",
            waarden=_waarden(gesteld) | {"gevolg": _gevolg(gesteld, bekend)},
            voorbeeld=aanvraag.fictief,
            regeling_id=aanvraag.regeling_id,
            ondertekening=maak_ondertekening(door, "") if door.is_gemeente else None,
            door=door,
        )
        leg_vast(
            "ingebrekestelling.ontvangen",
            door=door,
            over=gesteld,
            kenmerk=Code(gesteld.kenmerk),
            dag=dag,
            oordeel=Code("geldig" if geldig else "niet_geldig"),
        )
    return gesteld


def oordeel_geen_dwangsom(
    *, ingebrekestelling_id: int, grond: str, toelichting: str, door: Lidmaatschap
) -> Ingebrekestelling:
    """Judge that nothing is owed after all (Awb 4:17 lid 6); an empty ground takes that back. Until it is decided."""
    with handeling("ingebrekestelling.geen_dwangsom", door=door, over=Ingebrekestelling(pk=ingebrekestelling_id)):
        gesteld = _vergrendel(ingebrekestelling_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        _eis_onbeslist(gesteld)
        if grond and not toelichting.strip():
            raise DomeinFout("Schrijf waarom.", code="ingebrekestelling.reden", veld="toelichting")
        gesteld.geen, gesteld.geen_toelichting = grond, toelichting.strip()
        with pghistory.context(lidmaatschap=door.pk):
            gesteld.save(update_fields=["geen", "geen_toelichting"])
        leg_vast(
            "ingebrekestelling.geen_dwangsom",
            door=door,
            over=gesteld,
            kenmerk=Code(gesteld.kenmerk),
            grond=Code(grond or "vervallen"),
        )
    return gesteld


def besluit_over_dwangsom(*, ingebrekestelling_id: int, motivering: str, door: Lidmaatschap) -> Dwangsombesluit:
    """Decide what is owed (Awb 4:18), with a letter to each applicant for its share.

    Once the penalty has stopped, or when nothing can run. Raises GeenRecht for who assessed, DomeinFout while it still
    runs or without a mandate.
    """
    with handeling("dwangsom.besloten", door=door, over=Ingebrekestelling(pk=ingebrekestelling_id)):
        gesteld = _vergrendel(ingebrekestelling_id)
        eis_rol(door, Rol.BESLUITNEMER, reden="Besluiten doet een besluitnemer met mandaat.")
        rol = Zaakrol.Rol.BEZWAARBEHANDELAAR if gesteld.bezwaar_id else Zaakrol.Rol.BESLUITNEMER
        neem_rol(gesteld.aanvraag, rol, door)
        _eis_onbeslist(gesteld)
        stand = teller(gesteld)
        if not is_gestopt(gesteld, stand):
            raise DomeinFout("De dwangsom loopt nog. Neem eerst het besluit zelf.", code="dwangsom.loopt")
        if not motivering.strip():
            raise DomeinFout("Schrijf waarom.", code="dwangsom.motivering", veld="motivering")
        mandaat = geldig_mandaat(door, SoortBesluit.DWANGSOM, stand.bedrag, timezone.localdate())
        if mandaat is None:
            raise DomeinFout(
                f"U hebt geen mandaat voor {SoortBesluit.DWANGSOM.label} van {als_euro(stand.bedrag)}.",
                code="mandaat.ontoereikend",
            )
        besluit = Dwangsombesluit.objects.create(
            ingebrekestelling=gesteld,
            dagen=stand.dagen,
            bedrag=stand.bedrag,
            motivering=motivering.strip(),
            door=door,
            mandaat=mandaat,
        )
        for organisatie, bedrag in zip(aanvragers(gesteld), stand.per_aanvrager, strict=True):
            Dwangsomdeel.objects.create(
                besluit=besluit,
                organisatie=organisatie,
                bedrag=bedrag,
                brief=_besluitbrief(gesteld, organisatie, bedrag, besluit, stand),
            )
        leg_vast(
            "dwangsom.besloten",
            door=door,
            over=gesteld,
            kenmerk=Code(gesteld.kenmerk),
            bedrag=stand.bedrag,
            dagen=stand.dagen,
        )
    return besluit


def is_gestopt(gesteld: Ingebrekestelling, stand: Dwangsom) -> bool:
    """Nothing more can be added: it never ran, 42 days have passed, or the decision was made known."""
    nooit = not gesteld.geldig or stand.eerste_dag is None
    return nooit or stand.vaststellen_uiterlijk is not None or bekend_van(gesteld) is not None


def _vergrendel(ingebrekestelling_id: int) -> Ingebrekestelling:
    aanvraag = vergrendel(Ingebrekestelling.objects.values_list("aanvraag_id", flat=True).get(pk=ingebrekestelling_id))
    gesteld = (
        Ingebrekestelling.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisatie", "bezwaar__beslissing", "bezwaar__besluit__brief")
        .get(pk=ingebrekestelling_id)
    )
    gesteld.aanvraag = aanvraag
    return gesteld


def _bezwaar(aanvraag: Aanvraag, bezwaar_id: int | None) -> Bezwaar | None:
    if bezwaar_id is None:
        return None
    bezwaar = (
        Bezwaar.objects.select_related("beslissing", "besluit__brief")
        .filter(in_zaak(aanvraag.pk), pk=bezwaar_id)
        .exclude(stand=Bezwaar.Stand.INGETROKKEN)
        .first()
    )
    if bezwaar is None:
        raise DomeinFout("Dit bezwaar hoort niet bij deze zaak.", code="ingebrekestelling.bezwaar")
    return bezwaar


def _controleer(
    aanvraag: Aanvraag, bezwaar: Bezwaar | None, van: int, dag: datetime.date, vandaag: datetime.date
) -> None:
    if aanvraag.ontvangen_op is None:
        raise DomeinFout("Deze aanvraag is nog niet ingediend.", code="ingebrekestelling.geen_aanvraag")
    if dag > vandaag:
        raise DomeinFout("Deze dag is nog niet geweest.", code="ingebrekestelling.dag", veld="ontvangen_op")
    mag = (
        van == bezwaar.organisatie_id
        if bezwaar
        else Aanvraagdeel.objects.filter(aanvraag=aanvraag, organisatie=van, stand=Aanvraagdeel.Stand.ACTIEF).exists()
    )
    if not mag:
        raise DomeinFout(
            "In gebreke stellen kan alleen wie op het besluit wacht.",
            code="ingebrekestelling.organisatie",
            veld="organisatie",
        )
    if Ingebrekestelling.objects.filter(aanvraag=aanvraag, bezwaar=bezwaar, geldig=True).exists():
        raise DomeinFout(
            "Er is al een geldige ingebrekestelling: de dwangsom loopt al of gaat lopen.",
            code="ingebrekestelling.bestaat",
        )


def _eis_onbeslist(gesteld: Ingebrekestelling) -> None:
    if Dwangsombesluit.objects.filter(ingebrekestelling=gesteld).exists():
        raise DomeinFout("Over deze dwangsom is al besloten.", code="dwangsom.besloten")


def _gevolg(gesteld: Ingebrekestelling, bekend: datetime.date | None) -> str:
    if gesteld.geldig:
        eerste = dwangsom(
            wettelijke_dag=gesteld.wettelijke_dag,
            in_gebreke_gesteld=gesteld.ontvangen_op,
            peildatum=gesteld.ontvangen_op,
            vrij=vrije_dagen(),
        ).eerste_dag
        return (
            "U hebt gelijk: wij zijn te laat. Wij beslissen zo snel mogelijk. Hebben wij op "
            f"{datum(eerste) if eerste else ''} nog niet beslist, dan loopt vanaf die dag een dwangsom, ten hoogste "
            "42 dagen. Vroegen meer organisaties samen subsidie aan, dan delen zij die gelijk."
        )
    if bekend is not None and gesteld.ontvangen_op >= bekend:
        return f"Wij maakten onze beslissing al bekend op {datum(bekend)}. Daarom krijgt u geen dwangsom."
    return (
        f"Onze termijn loopt nog tot en met {datum(gesteld.wettelijke_dag)}. Uw ingebrekestelling kwam te vroeg en "
        "heeft geen gevolg. Hebben wij na die dag niet beslist, stel ons dan opnieuw in gebreke."
    )


def _berekening(stand: Dwangsom) -> tuple[str, ...]:
    return tuple(
        f"{stap.tekst}{f': {datum(stap.uitkomst)}' if stap.uitkomst else ''}. {stap.toelichting}".strip()
        for stap in stand.stappen
    ) or (telling(0, "dag", "dagen"),)


def _betaling(organisatie: Organisatie) -> str:
    rekening = f" op uw rekening die eindigt op {organisatie.iban[-4:]}" if organisatie.iban else ""
    return f"Wij betalen binnen zes weken na de dag van deze brief{rekening} (artikel 4:87 Awb)."


def _waarden(gesteld: Ingebrekestelling) -> dict[str, Any]:
    """What both letters say of the notice."""
    bezwaar = gesteld.bezwaar
    return {
        "waarover": f"bezwaar {bezwaar.kenmerk}" if bezwaar else f"aanvraag {gesteld.aanvraag.kenmerk}",
        "ontvangen_op": gesteld.ontvangen_op,
        "wettelijke_dag": gesteld.wettelijke_dag,
    }


def _besluitbrief(
    gesteld: Ingebrekestelling, organisatie: Organisatie, bedrag: Decimal, besluit: Dwangsombesluit, stand: Dwangsom
) -> Brief:
    """The decision to one applicant, with its share and the objection clause."""
    vandaag, aanvraag = timezone.localdate(), gesteld.aanvraag
    parameters = parameters_op(aanvraag.regeling, vandaag)
    onderwerp = "U krijgt een dwangsom" if bedrag else "U krijgt geen dwangsom"
    brief = maak_tekstbrief(
        soort=BriefSoort.DWANGSOM,
        kop=maak_kop(
            ontvanger=organisatie,
            kenmerk=volgend_kenmerk(vandaag),
            verzenddatum=vandaag,
            soort_besluit=BriefSoort.DWANGSOM.label,
            onderwerp=onderwerp,
            voorbeeld=aanvraag.fictief,
        ),
        waarden=_waarden(gesteld)
        | {
            "uitkomst": f"U krijgt een dwangsom van {als_euro(bedrag)}." if bedrag else "U krijgt geen dwangsom.",
            "berekening": _berekening(stand),
            "motivering": besluit.motivering,
            "betaling": _betaling(organisatie) if bedrag else "",
        },
        regeling_id=aanvraag.regeling_id,
        grondslag=maak_grondslag(parameters, aanvraag.regeling.naam),
        ondertekening=maak_ondertekening(besluit.door, besluit.mandaat.grondslag),
        bezwaar=maak_bezwaar(parameters, vandaag),
    )
    return leg_brief_klaar(
        soort=BriefSoort.DWANGSOM,
        ontvanger=organisatie,
        over=gesteld,
        onderwerp=onderwerp,
        snapshot=brief,
        verzenddatum=vandaag,
        kenmerk=brief.kop.kenmerk,
        door=besluit.door,
    )
