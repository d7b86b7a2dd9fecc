import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from brieven.models import Brief, Brieftekst, Stand
from brieven.vormen import Briefvorm
from kern.onthouden import onthoudbaar
from kern.toegang import Rol
from organisaties.models import Lidmaatschap

# How a state looks (kern's `status` tag).
TEKEN = {
    Stand.KLAARGEZET: "bezig",
    Stand.BEZIG: "bezig",
    Stand.GEMAAKT: "bezig",
    Stand.VERZONDEN: "klaar",
    Stand.MISLUKT: "fout",
    Stand.VERVANGEN: "rust",
}


@dataclass(frozen=True)
class BriefRij:
    """One line of the list of letters."""

    kenmerk: str
    soort: str
    onderwerp: str
    ontvanger: str
    verzenddatum: datetime.date
    stand: str
    teken: str
    reden: str


def brief_rijen(brieven: Iterable[Brief]) -> list[BriefRij]:
    """Rows of letters that were read with their recipient."""
    return [
        BriefRij(
            kenmerk=brief.kenmerk,
            soort=brief.get_soort_display(),
            onderwerp=brief.onderwerp,
            ontvanger=brief.ontvanger.naam,
            verzenddatum=brief.verzenddatum,
            stand=brief.get_stand_display(),
            teken=TEKEN[Stand(brief.stand)],
            reden=brief.get_fout_code_display(),
        )
        for brief in brieven
    ]


def vorige_versies(brief: Brief) -> Iterable[Brief]:
    """Earlier versions under the same kenmerk, newest first; they were never sent."""
    return Brief.objects.filter(kenmerk=brief.kenmerk, stand=Stand.VERVANGEN).order_by("-pk")


def ondertekenaars(organisatie_id: int, vandaag: datetime.date) -> Iterable[Lidmaatschap]:
    """Who signs for an organisation: they hear that a letter came in."""
    leden = Lidmaatschap.objects.geldig_op(vandaag)
    return leden.filter(organisatie=organisatie_id, rol=Rol.TEKENBEVOEGDE, gebruiker__is_active=True)


def laatste_versie(soort: str, regeling_id: int | None) -> Brieftekst | None:
    """The newest version of a text, whether or not its day has come."""
    return Brieftekst.objects.filter(soort=soort, regeling=regeling_id).order_by("-versie").first()


def tekst_op(vorm: Briefvorm, regeling_id: int | None, dag: datetime.date) -> tuple[str, str]:
    """The words of a kind of letter on a day, and the name of that version: one query."""
    gevonden = _brieftekst(vorm.soort, regeling_id, dag)
    return (gevonden.tekst, f"{vorm.soort} {gevonden.versie}") if gevonden else (vorm.tekst, f"{vorm.soort} standaard")


@onthoudbaar
def _brieftekst(soort: str, regeling_id: int | None, dag: datetime.date) -> Brieftekst | None:
    return (
        Brieftekst.objects.filter(Q(regeling=regeling_id) | Q(regeling=None), soort=soort, geldig_van__lte=dag)
        .order_by(F("regeling").asc(nulls_last=True), "-geldig_van", "-versie")
        .first()
    )
