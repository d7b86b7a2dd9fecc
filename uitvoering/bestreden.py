"""What an objection is against: the decision in one letter, whatever its kind (docs/bezwaar.md)."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from brieven.models import Brief, BriefSoort
from kern.models import Gebeurtenis
from kern.termijnen.stappen import amsterdam_dag
from organisaties.models import Lidmaatschap, Organisatie
from subsidies.models import Aanvraag, Beschikking
from thematafels.models import Deelname
from uitvoering.models import Bezwaar, Dwangsomdeel, Ingebrekestelling

_ZAAK = ("regeling", "tafel__thema", "penvoerder", "uitvraag")
_GENOMEN = ("deelname.toegelaten", "deelname.afgewezen", "ingebrekestelling.geen_dwangsom", "dwangsom.besloten")


@dataclass(frozen=True)
class Bestreden:
    """`veld` is the field of Bezwaar that holds `rij`. A seat at a table belongs to no application."""

    veld: str
    rij: Beschikking | Deelname | Dwangsomdeel
    kenmerk: str
    soort: str
    waarover: str
    dag: datetime.date
    ontvanger: Organisatie
    regeling_id: int
    aanvraag: Aanvraag | None = None
    tafel_id: int | None = None

    @property
    def fictief(self) -> bool:
        """The call it comes from was made up."""
        if isinstance(self.rij, Deelname):
            return self.rij.tafel.uitvraag.fictief
        return self.aanvraag is not None and self.aanvraag.fictief


def zoek_bestreden(kenmerk: str) -> Bestreden | None:
    """The decision in the letter with this kenmerk; None when that letter holds none. Six queries at most."""
    for zoek in (_beschikking, _dwangsomdeel, _deelname):
        gevonden = zoek(Q(kenmerk=kenmerk))
        if gevonden is not None:
            return gevonden
    return None


def bestreden_door(bezwaar: Bezwaar) -> Bestreden:
    """The decision that this objection is against: two queries at most, none for a beschikking selected along."""
    if bezwaar.beschikking is not None:
        return _van_beschikking(bezwaar.beschikking)
    zoek = _dwangsomdeel if bezwaar.dwangsomdeel_id else _deelname
    gevonden = zoek(Q(kenmerk=bezwaar.besluitkenmerk))
    if gevonden is None:
        raise Bezwaar.DoesNotExist(f"Geen besluit met kenmerk {bezwaar.besluitkenmerk}")
    return gevonden


def soort_bestreden(bezwaar: Bezwaar) -> str:
    """What kind of decision, in words: no query where `beschikking` was selected along."""
    if bezwaar.beschikking is not None:
        return bezwaar.beschikking.get_soort_display()
    return "Dwangsom" if bezwaar.dwangsomdeel_id else "Besluit over deelname"


def in_zaak(aanvraag_id: int) -> Q:
    """The objections in one case: against a beschikking, or against a penalty for a decision that was late."""
    return Q(beschikking__besluit__aanvraag=aanvraag_id) | Q(
        dwangsomdeel__besluit__ingebrekestelling__aanvraag=aanvraag_id
    )


def nam_deel(bezwaar: Bezwaar, door: Lidmaatschap) -> bool:
    """Whether this person prepared or took a contested decision that is no beschikking, through whatever membership.

    For a beschikking the roles in the case say so (Zaakrol).
    """
    over: tuple[type[Deelname | Ingebrekestelling], int]
    if bezwaar.deelname_id is not None:
        over = (Deelname, bezwaar.deelname_id)
    elif bezwaar.dwangsomdeel is not None:
        over = (Ingebrekestelling, bezwaar.dwangsomdeel.besluit.ingebrekestelling_id)
    else:
        return False
    return Gebeurtenis.objects.filter(
        soort__in=_GENOMEN,
        over_soort=over[0]._meta.label_lower,
        over_id=over[1],
        geweigerd="",
        lidmaatschap_id__in=Lidmaatschap.objects.filter(gebruiker=door.gebruiker_id).values("pk"),
    ).exists()


def _beschikking(waar: Q) -> Bestreden | None:
    gevonden = (
        Beschikking.objects.filter(waar)
        .select_related("deel__organisatie", "brief", *(f"besluit__aanvraag__{pad}" for pad in _ZAAK))
        .first()
    )
    return _van_beschikking(gevonden) if gevonden else None


def _van_beschikking(beschikking: Beschikking) -> Bestreden:
    aanvraag = beschikking.besluit.aanvraag
    return Bestreden(
        veld="beschikking",
        rij=beschikking,
        kenmerk=beschikking.kenmerk,
        soort=beschikking.get_soort_display(),
        waarover=f"de subsidie voor {aanvraag.waarvoor}",
        dag=amsterdam_dag(beschikking.besluit.genomen_op),
        ontvanger=beschikking.deel.organisatie,
        regeling_id=aanvraag.regeling_id,
        aanvraag=aanvraag,
        tafel_id=aanvraag.tafel_id,
    )


def _dwangsomdeel(waar: Q) -> Bestreden | None:
    deel = (
        Dwangsomdeel.objects.filter(brief__in=Brief.objects.filter(waar))
        .select_related("organisatie", "brief", *(f"besluit__ingebrekestelling__aanvraag__{pad}" for pad in _ZAAK))
        .first()
    )
    if deel is None:
        return None
    gesteld = deel.besluit.ingebrekestelling
    return Bestreden(
        veld="dwangsomdeel",
        rij=deel,
        kenmerk=deel.brief.kenmerk,
        soort="Dwangsom",
        waarover=f"de dwangsom na ingebrekestelling {gesteld.kenmerk}",
        dag=amsterdam_dag(deel.besluit.genomen_op),
        ontvanger=deel.organisatie,
        regeling_id=gesteld.aanvraag.regeling_id,
        aanvraag=gesteld.aanvraag,
    )


def _deelname(waar: Q) -> Bestreden | None:
    brief = (
        Brief.objects.geldend()
        .filter(waar, soort__in=(BriefSoort.TOELATING, BriefSoort.AFWIJZING), over_soort=Deelname._meta.label_lower)
        .defer("snapshot")
        .first()
    )
    if brief is None:
        return None
    deelname = Deelname.objects.select_related("organisatie", "tafel__thema__uitvraag").get(pk=brief.over_id)
    return Bestreden(
        veld="deelname",
        rij=deelname,
        kenmerk=brief.kenmerk,
        soort=brief.get_soort_display(),
        waarover=f"de plaats van {deelname.organisatie.naam} aan de thematafel {deelname.tafel.thema.naam}",
        dag=brief.verzenddatum,
        ontvanger=deelname.organisatie,
        regeling_id=deelname.tafel.uitvraag.regeling_id,
        tafel_id=deelname.tafel_id,
    )
