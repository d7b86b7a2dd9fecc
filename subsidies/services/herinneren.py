"""Reminding who keeps a draft waiting, once a day per organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.selectors import laad_dossier
from subsidies.selectors.aan_zet import AanZet, aan_zet
from subsidies.services.slot import vergrendel_concept
from subsidies.toegang import SCHRIJVERS, leidt_tafel


@dataclass(frozen=True, slots=True)
class Herinnering:
    """Which organisations this reminder reached, which were reminded today before, and which have nobody to tell."""

    bereikt: Sequence[str]
    vandaag_al: Sequence[str]
    onbereikbaar: Sequence[str]


def herinner(*, aanvraag_id: int, door: Lidmaatschap) -> Herinnering:
    """Tell the people of each participant whose part is not ready or whose akkoord is missing that something waits.

    Raises GeenRecht for who may not remind, DomeinFout when there is nobody (any more today) to remind.
    """
    with handeling("aanvraag.herinnerd", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id, ook_na_sluiting=True)
        _eis_mag_herinneren(door, aanvraag)
        wachtend = [rij for rij in aan_zet(laad_dossier(aanvraag)) if rij.is_aan_zet]
        if not wachtend:
            raise DomeinFout(
                "Alle delen zijn klaar en iedereen is akkoord. U hoeft niemand te herinneren.",
                code="herinneren.niemand_aan_zet",
            )
        bereikt = [rij for rij in wachtend if rij.wordt_herinnerd]
        if not bereikt:
            raise DomeinFout(
                "Wie aan zet is, is vandaag al herinnerd. Morgen kan het opnieuw.", code="herinneren.vandaag_al"
            )
        for rij in bereikt:
            _herinner(aanvraag, rij)
        leg_vast("aanvraag.herinnerd", door=door, over=aanvraag, organisaties=len(bereikt))
    return Herinnering(
        bereikt=[rij.deel.organisatie for rij in bereikt],
        vandaag_al=[rij.deel.organisatie for rij in wachtend if rij.vandaag_al],
        onbereikbaar=[rij.deel.organisatie for rij in wachtend if not rij.ontvangers],
    )


def mag_herinneren(lid: Lidmaatschap, aanvraag: Aanvraag, *, leidt: bool) -> bool:
    """The municipality, the writers of the penvoerder, and who leads the table, while it is a draft."""
    is_de_pen = lid.organisatie_id == aanvraag.penvoerder_id and lid.rol in SCHRIJVERS
    mag = lid.rol == Rol.BELEIDSMEDEWERKER or is_de_pen or leidt
    return mag and aanvraag.stand == Aanvraag.Stand.CONCEPT


def _eis_mag_herinneren(lid: Lidmaatschap, aanvraag: Aanvraag) -> None:
    if not mag_herinneren(lid, aanvraag, leidt=leidt_tafel(lid, aanvraag)):
        raise GeenRecht(
            "Herinneren doen de beleidsmedewerker, de penvoerder en wie de tafel leidt.", code="herinneren.geen_recht"
        )


def _herinner(aanvraag: Aanvraag, rij: AanZet) -> None:
    naam, args = ("akkoord", [aanvraag.kenmerk, rij.deel.pk]) if rij.klaar else ("aanvraag_detail", [aanvraag.kenmerk])
    leg_bericht_klaar(
        soort=BerichtSoort.HERINNERING,
        ontvangers=Lidmaatschap.objects.filter(pk__in=rij.ontvangers),
        over=Aanvraagdeel(pk=rij.deel.pk),
        pad=reverse(f"subsidies:{naam}", args=args),
    )
