"""Changing what was agreed: a participant proposes, an officer agrees or not (docs/plan-verantwoording.md)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraagdeel, Subsidie, Zaakrol
from subsidies.regels.plan_past import eis_past
from subsidies.selectors.activiteit import plankeuzes_voor
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import neem_rol
from subsidies.toegang import SCHRIJVERS
from verantwoording.models import Afspraak, Planwijziging
from verantwoording.planinhoud import Inhoud
from verantwoording.plantoegang import eis_stelt_voor
from verantwoording.selectors.afspraken import verleende_jaren, verslag_gedaan_tot
from verantwoording.selectors.planwijziging import ongelezen
from verantwoording.services.openen import vul_aan
from verantwoording.services.vastleggen import Nieuw, schrijf, volgend_nummer

Stand = Planwijziging.Stand


def stel_voor(
    *,
    deel_id: int,
    nummer: int | None,
    vanaf_jaar: int,
    inhoud: Inhoud | None,
    reden: str,
    door: Lidmaatschap,
) -> Planwijziging:
    """Propose a new activity (no `nummer`), to change one, or to stop it (no `inhoud`), from a year on.

    Raises GeenRecht for who does not write for this participant, DomeinFout for a year that is reported on already.
    """
    with handeling("planwijziging.voorgesteld", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = _vergrendel(deel_id)
        eis_stelt_voor(door, deel)
        _eis_mogelijk(deel, nummer, vanaf_jaar)
        _eis_inhoud(deel, inhoud)
        if nummer is not None and deel.planwijzigingen.filter(nummer=nummer, stand=Stand.VOORGESTELD).exists():
            raise DomeinFout("Voor deze activiteit ligt al een voorstel.", code="planwijziging.ligt_al")
        wijziging = Planwijziging.objects.create(
            deel=deel, nummer=nummer, vanaf_jaar=vanaf_jaar, inhoud=inhoud, reden=reden, door=door
        )
        beoordelaars = Lidmaatschap.objects.filter(
            pk__in=Zaakrol.objects.filter(aanvraag=deel.aanvraag, rol=Zaakrol.Rol.BEOORDELAAR).values("lidmaatschap")
        )
        _meld(BerichtSoort.PLANWIJZIGING, beoordelaars, wijziging)
        leg_vast("planwijziging.voorgesteld", door=door, over=wijziging, **_feiten(wijziging))
    return wijziging


def aanvaard(*, wijziging_id: int, antwoord: str, door: Lidmaatschap) -> Planwijziging:
    """Agree: from its year on the proposal holds, also where a later change was agreed before. Earlier years stay; an
    account that is being written gets what is new.

    Raises GeenRecht for who has another role in the case, DomeinFout when the year was reported on meanwhile.
    """
    with handeling("planwijziging.aanvaard", door=door, over=Planwijziging(pk=wijziging_id)):
        wijziging = _beslis(wijziging_id, Stand.AANVAARD, antwoord, door)
        _eis_mogelijk(wijziging.deel, wijziging.nummer, wijziging.vanaf_jaar)
        _voer_door(wijziging)
        vul_aan(aanvraag_id=wijziging.deel.aanvraag_id)
        leg_vast("planwijziging.aanvaard", door=door, over=wijziging, **_feiten(wijziging))
    return wijziging


def wijs_af(*, wijziging_id: int, antwoord: str, door: Lidmaatschap) -> Planwijziging:
    """Do not agree, with the reason; what was agreed stays. Raises GeenRecht as `aanvaard` does."""
    with handeling("planwijziging.afgewezen", door=door, over=Planwijziging(pk=wijziging_id)):
        if not antwoord.strip():
            raise DomeinFout("Schrijf waarom.", code="planwijziging.zonder_reden", veld="antwoord")
        wijziging = _beslis(wijziging_id, Stand.AFGEWEZEN, antwoord, door)
        leg_vast("planwijziging.afgewezen", door=door, over=wijziging, **_feiten(wijziging))
    return wijziging


def trek_in(*, wijziging_id: int, door: Lidmaatschap) -> Planwijziging:
    """Take back a proposal that nobody decided on, by who may make one."""
    with handeling("planwijziging.ingetrokken", door=door, over=Planwijziging(pk=wijziging_id)):
        wijziging = _vergrendel_wijziging(wijziging_id)
        eis_stelt_voor(door, wijziging.deel)
        _rond_af(wijziging, Stand.INGETROKKEN, "", door)
        leg_vast("planwijziging.ingetrokken", door=door, over=wijziging, **_feiten(wijziging))
    return wijziging


def lees_antwoord(*, wijziging: Planwijziging, door: Lidmaatschap) -> None:
    """Keep that the participant opened the answer, once: until then it is on its worklist."""
    eigen = door.organisatie_id == wijziging.deel.organisatie_id
    if eigen and ongelezen().filter(pk=wijziging.pk).exists():
        leg_vast("planwijziging.gelezen", door=door, over=wijziging, **_feiten(wijziging))


def _beslis(wijziging_id: int, stand: Planwijziging.Stand, antwoord: str, door: Lidmaatschap) -> Planwijziging:
    """The officer's answer, and the message of it to who writes for the participant."""
    wijziging = _vergrendel_wijziging(wijziging_id)
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Over een wijziging van het plan beslist een beleidsmedewerker.")
    neem_rol(wijziging.deel.aanvraag, Zaakrol.Rol.BEOORDELAAR, door)
    _rond_af(wijziging, stand, antwoord, door)
    schrijvers = Lidmaatschap.objects.filter(organisatie=wijziging.deel.organisatie_id, rol__in=SCHRIJVERS)
    _meld(BerichtSoort.PLANWIJZIGING_BESLIST, schrijvers, wijziging)
    return wijziging


def _rond_af(wijziging: Planwijziging, stand: Planwijziging.Stand, antwoord: str, door: Lidmaatschap) -> None:
    Planwijziging.VERLOOP.controleer(wijziging.stand, stand)
    wijziging.stand, wijziging.antwoord = stand, antwoord
    wijziging.beslist_door, wijziging.beslist_op = door, timezone.now()
    wijziging.save(update_fields=["stand", "antwoord", "beslist_door", "beslist_op"])


def _voer_door(wijziging: Planwijziging) -> None:
    """End what holds from that year on, and write what comes instead."""
    deel, jaar = wijziging.deel, wijziging.vanaf_jaar
    lopend = _lopend(deel, wijziging.nummer, jaar)
    tot = lopend.aggregate(jaar=Max("laatste_jaar"))["jaar"] or verleende_jaren([deel.pk])[deel.pk][-1]
    # What would begin in that year or later ends before it began: it holds for no year.
    lopend.update(laatste_jaar=Greatest(F("eerste_jaar"), jaar) - 1)
    if wijziging.inhoud is None:
        return
    afspraak = Afspraak(
        aanvraag=deel.aanvraag,
        deel=deel,
        nummer=wijziging.nummer or volgend_nummer(deel.aanvraag),
        eerste_jaar=jaar,
        laatste_jaar=tot,
        subdoel_id=wijziging.inhoud["subdoel"],
        wijziging=wijziging,
    )
    schrijf([Nieuw(afspraak, wijziging.inhoud)])


def _lopend(deel: Aanvraagdeel, nummer: int | None, jaar: int) -> QuerySet[Afspraak]:
    """What was agreed under this nummer for that year or a later one; of a new activity nothing."""
    afspraken = Afspraak.objects.filter(deel=deel, laatste_jaar__gte=F("eerste_jaar")).filter(laatste_jaar__gte=jaar)
    return afspraken.none() if nummer is None else afspraken.filter(nummer=nummer)


def _eis_mogelijk(deel: Aanvraagdeel, nummer: int | None, jaar: int) -> None:
    """Refused when the grant no longer runs, outside its years, on what was reported, and on what is not there."""
    if not Subsidie.objects.filter(deel=deel, stand=Subsidie.Stand.LOPEND).exists():
        raise DomeinFout("Deze subsidie loopt niet meer. Wijzigen kan niet.", code="planwijziging.niet_lopend")
    if jaar not in verleende_jaren([deel.pk]).get(deel.pk, ()):
        raise DomeinFout(f"Voor {jaar} is geen subsidie verleend.", code="planwijziging.jaar", veld="vanaf_jaar")
    if jaar <= verslag_gedaan_tot(deel.pk):
        raise DomeinFout(
            f"Over {jaar} of een later jaar is al verslag gedaan. Kies een jaar daarna.",
            code="planwijziging.al_verslag",
            veld="vanaf_jaar",
        )
    if nummer is not None and not _lopend(deel, nummer, jaar).exists():
        raise DomeinFout(
            f"Vanaf {jaar} is deze activiteit niet afgesproken.", code="planwijziging.geen_afspraak", veld="vanaf_jaar"
        )


def _eis_inhoud(deel: Aanvraagdeel, inhoud: Inhoud | None) -> None:
    """Refused without what one must agree on, and with a choice or a year that is not there."""
    if inhoud is None:
        return
    if not (inhoud["naam"].strip() and inhoud["subdoel"]):
        raise DomeinFout("Geef de activiteit een naam en kies een subdoel.", code="planwijziging.onvolledig")
    eis_past(inhoud, plankeuzes_voor(deel), verleende_jaren([deel.pk])[deel.pk])


def _vergrendel(deel_id: int) -> Aanvraagdeel:
    """A part, read after its application was locked."""
    aanvraag = vergrendel(Aanvraagdeel.objects.values_list("aanvraag_id", flat=True).get(pk=deel_id))
    deel = Aanvraagdeel.objects.select_related("organisatie").get(pk=deel_id)
    deel.aanvraag = aanvraag
    return deel


def _vergrendel_wijziging(wijziging_id: int) -> Planwijziging:
    """Lock the application of a proposal, then the proposal."""
    deel = _vergrendel(Planwijziging.objects.values_list("deel_id", flat=True).get(pk=wijziging_id))
    wijziging = Planwijziging.objects.select_for_update(no_key=True).get(pk=wijziging_id)
    wijziging.deel = deel
    return wijziging


def _meld(soort: BerichtSoort, ontvangers: Iterable[Lidmaatschap], wijziging: Planwijziging) -> None:
    pad = reverse("verantwoording:planwijziging", args=[wijziging.deel.aanvraag.kenmerk, wijziging.pk])
    leg_bericht_klaar(soort=soort, ontvangers=ontvangers, over=wijziging, pad=pad)


def _feiten(wijziging: Planwijziging) -> dict[str, Any]:
    return {"kenmerk": Code(wijziging.deel.aanvraag.kenmerk), "jaar": wijziging.vanaf_jaar}
