"""The case as one frozen value: the dossier with what the municipality made of it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from brieven.models import Stand
from brieven.selectors import TEKEN
from kern.geld import NUL
from kern.termijnen.beslistermijn import Beslistermijn
from subsidies.dossier import Deel, Dossier, Vraag, tel_op
from subsidies.klok import Aanvulverzoek, Zaakklok
from subsidies.models import Aanvraag, Aanvulling, Advies, Paraaf, Toewijzing
from subsidies.regels.tweede_lezer import is_nodig


@dataclass(frozen=True, slots=True)
class Oordeelrij:
    """One criterium with the joint text and the joint judgement on it, if any. `van` gave an own one (gebruikers)."""

    vraag: Vraag
    oordeel: str
    oordeel_naam: str
    toelichting: str
    punten: int | None = None
    van: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Deelrij:
    """One participant: asked, proposed and why. `voorstel` is None until an officer filled it in.

    `verzoek` is its last request to supplement, `klok` its own clock where that differs, `te_beslissen` whether the
    decision is about it now. `van` gave an own judgement on it (gebruikers).
    """

    deel: Deel
    voorstel: Mapping[int, Decimal] | None
    motivering: str
    verplichting: str
    verzoek: Aanvulverzoek | None = None
    klok: Beslistermijn | None = None
    te_beslissen: bool = True
    besloten: bool = False
    van: frozenset[int] = frozenset()

    @property
    def wacht(self) -> bool:
        return not self.besloten and self.verzoek is not None and self.verzoek.wacht(timezone.localdate())

    @property
    def verstreken(self) -> bool:
        return not self.besloten and self.verzoek is not None and self.verzoek.is_verstreken(timezone.localdate())

    @property
    def kan_buiten_behandeling(self) -> bool:
        """Its four weeks run (Awb 4:5 lid 4): the time to supplement lapsed, or what came may not be enough."""
        if self.besloten or self.verzoek is None or self.verzoek.stand == Aanvulling.Stand.AFGESLOTEN:
            return False
        loopt = self.verzoek.stand == Aanvulling.Stand.GEVRAAGD and not self.verstreken
        return not loopt and timezone.localdate() <= self.verzoek.termijn.niet_behandelen_tot

    @property
    def voorstel_totaal(self) -> Decimal | None:
        return sum(self.voorstel.values(), NUL) if self.voorstel is not None else None

    @property
    def per_jaar(self) -> list[tuple[int, Decimal, Decimal | None]]:
        voorstel = self.voorstel or {}
        return [(jaar, gevraagd, voorstel.get(jaar)) for jaar, gevraagd in self.deel.gevraagd.items()]


@dataclass(frozen=True, slots=True)
class Beschikkingrij:
    """One decision letter and how far it is; `subsidie` is the kenmerk of the grant it belongs to, if any."""

    organisatie: str
    kenmerk: str
    subsidie: str | None
    soort: str
    verleend: Decimal
    brief_stand: str
    brief_stand_naam: str

    @property
    def brief_soort(self) -> str:
        """The shape of the status of its letter."""
        return TEKEN[Stand(self.brief_stand)]

    @property
    def brief_bezig(self) -> bool:
        return self.brief_soort == "bezig"


class Beschikkingen(list[Beschikkingrij]):
    """All letters of one case."""

    @property
    def bezig(self) -> bool:
        """Whether one of them is still on its way, so that the page is worth looking at again."""
        return any(rij.brief_bezig for rij in self)


@dataclass(frozen=True, slots=True)
class Rolrij:
    """Who did which step on the case."""

    naam: str
    rol: str


@dataclass(frozen=True, slots=True)
class Teamlid:
    """An officer on the case, or who was."""

    pk: int
    naam: str
    gebruiker_id: int
    rol: str
    stand: str
    verklaard_op: datetime.datetime | None

    @property
    def is_actief(self) -> bool:
        return self.stand == Toewijzing.Stand.ACTIEF

    @property
    def doet_mee(self) -> bool:
        return self.stand in (Toewijzing.Stand.GEVRAAGD, Toewijzing.Stand.ACTIEF)

    @property
    def is_lezer(self) -> bool:
        return self.rol == Toewijzing.Rol.TWEEDE_LEZER

    @property
    def rol_naam(self) -> str:
        return Toewijzing.Rol(self.rol).label

    @property
    def stand_naam(self) -> str:
        return Toewijzing.Stand(self.stand).label


@dataclass(frozen=True, slots=True)
class Paraafrij:
    """What the second reader last found of the proposal, and whether that still holds."""

    wie: str
    op: datetime.datetime
    uitkomst: str
    opmerkingen: str
    vervallen_reden: str

    @property
    def is_geldig(self) -> bool:
        return self.uitkomst == Paraaf.Uitkomst.AKKOORD and not self.vervallen_reden

    @property
    def reden_naam(self) -> str:
        return Paraaf.Reden(self.vervallen_reden).label if self.vervallen_reden else ""


@dataclass(frozen=True, slots=True)
class Adviesrij:
    """One advice that holds; `organisatie` is empty for one on the whole."""

    afzender: str
    datum: datetime.date
    strekking: str
    tekst: str
    organisatie: str

    @property
    def strekking_naam(self) -> str:
        return Advies.Strekking(self.strekking).label


@dataclass(frozen=True, slots=True)
class Stapje:
    """One act on the case, from the audit trail."""

    tijdstip: datetime.datetime
    wie: str
    zin: str


@dataclass(frozen=True, slots=True)
class Zaak:
    dossier: Dossier
    oordelen: Sequence[Oordeelrij]
    delen: Sequence[Deelrij]
    beschikkingen: Beschikkingen
    rollen: Sequence[Rolrij]
    verloop: Sequence[Stapje]
    zaakklok: Zaakklok
    team: Sequence[Teamlid] = ()
    paraaf: Paraafrij | None = None
    adviezen: Sequence[Adviesrij] = ()
    aan_anderen: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def klok(self) -> Beslistermijn:
        return self.zaakklok.geheel

    @property
    def aanvraag(self) -> Aanvraag:
        return self.dossier.aanvraag

    @property
    def voorgesteld(self) -> dict[int, Decimal]:
        return tel_op([rij.voorstel for rij in self.delen if rij.voorstel is not None], self.dossier.jaren)

    @property
    def voorgesteld_totaal(self) -> Decimal:
        return sum(self.voorgesteld.values(), NUL)

    @property
    def beoordeeld(self) -> int:
        return sum(bool(rij.oordeel) for rij in self.oordelen)

    @property
    def per_jaar(self) -> list[tuple[int, Decimal, Decimal, Decimal, Decimal | None]]:
        """Year, asked, proposed, granted to others from the same ceiling, and the ceiling."""
        gevraagd, voorgesteld = self.dossier.gevraagd, self.voorgesteld
        return [
            (jaar, gevraagd[jaar], voorgesteld[jaar], self.aan_anderen.get(jaar, NUL), self.dossier.plafond.get(jaar))
            for jaar in self.dossier.jaren
        ]

    @property
    def is_compleet(self) -> bool:
        """Every criterium judged and every part that does not wait given a proposal: it can be offered."""
        delen = self.te_beslissen
        return self.beoordeeld == len(self.oordelen) and bool(delen) and all(rij.voorstel is not None for rij in delen)

    @property
    def te_beslissen(self) -> list[Deelrij]:
        return [rij for rij in self.delen if rij.te_beslissen]

    @property
    def wachtend(self) -> list[Deelrij]:
        return [rij for rij in self.delen if rij.wacht]

    @property
    def beoordelaars(self) -> list[Teamlid]:
        return [lid for lid in self.team if lid.is_actief and not lid.is_lezer]

    @property
    def lezers(self) -> list[Teamlid]:
        return [lid for lid in self.team if lid.doet_mee and lid.is_lezer]

    @property
    def tweede_lezer_nodig(self) -> bool:
        delen = self.te_beslissen
        return is_nodig(
            self.zaakklok.parameters,
            gevraagd=sum((rij.deel.gevraagd_totaal for rij in delen), NUL),
            voorgesteld=sum((rij.voorstel_totaal or NUL for rij in delen), NUL),
            toegewezen=bool(self.lezers),
        )

    @property
    def wacht_op_paraaf(self) -> bool:
        return self.tweede_lezer_nodig and not (self.paraaf and self.paraaf.is_geldig)
