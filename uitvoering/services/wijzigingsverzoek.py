"""A recipient asks to change its grant: asking, advising per part, and deciding on each part apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pghistory
from django.utils import timezone

from brieven.models import BriefSoort
from brieven.services.mededeling import leg_mededeling_klaar
from kern.fouten import DomeinFout, GeenRecht
from kern.geld import NUL
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from kern.termijnen.stappen import amsterdam_dag, datum
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Beschikking, Besluit, Subsidie, Zaakrol
from subsidies.services.collegebesluit import collegebesluit_voor
from subsidies.services.slot import vergrendel
from subsidies.services.vervolgbesluit import neem_vervolgbesluit, vergrendel_subsidies
from subsidies.services.zaakrol import neem_rol
from subsidies.vervolg import Vervolg
from uitvoering.models import Vervolgvoorstel, Wijzigingsonderdeel, Wijzigingsverzoek
from uitvoering.selectors.wijziging import beslistermijn
from uitvoering.services import voorbereiden
from uitvoering.services.toewijzen import rond_af
from uitvoering.services.voorbereiden import Bedragen
from uitvoering.soorten.bijstelling import GUNSTE

Advies, Stand = Wijzigingsonderdeel.Advies, Wijzigingsonderdeel.Stand
MAXIMUM = 10


@dataclass(frozen=True, slots=True)
class Onderdeelinvoer:
    """One thing that is asked. `bedrag` in euro with its sign, for `jaar`; None when no money moves."""

    soort: str
    omschrijving: str
    jaar: int | None = None
    bedrag: Decimal | None = None


def dien_in(
    *, subsidie_id: int, toelichting: str, onderdelen: Sequence[Onderdeelinvoer], door: Lidmaatschap
) -> Wijzigingsverzoek:
    """Ask, by who signs for the recipient, which gets a receipt with the last day for our decision (Awb 4:13).

    Raises GeenRecht for others, DomeinFout for a grant that does not run.
    """
    with handeling("wijziging.ingediend", door=door, over=Subsidie(pk=subsidie_id)):
        vergrendel(Subsidie.objects.values_list("deel__aanvraag_id", flat=True).get(pk=subsidie_id))
        (subsidie,) = vergrendel_subsidies([subsidie_id])
        eis_ontvanger(subsidie, door)
        if subsidie.stand != Subsidie.Stand.LOPEND:
            raise DomeinFout("Deze subsidie loopt niet meer. Wijzigen kan niet.", code="wijziging.niet_lopend")
        if not 1 <= len(onderdelen) <= MAXIMUM:
            raise DomeinFout("Vul in wat u wilt wijzigen.", code="wijziging.leeg")
        for onderdeel in onderdelen:
            if onderdeel.jaar is not None and onderdeel.jaar not in subsidie.deel.aanvraag.jaren:
                raise DomeinFout(f"{onderdeel.jaar} hoort niet bij deze subsidie.", code="wijziging.jaar")
        verzoek = Wijzigingsverzoek.objects.create(
            kenmerk=volgend_kenmerk(timezone.localdate()),
            subsidie=subsidie,
            toelichting=toelichting,
            ingediend_door=door,
            beslissen_uiterlijk=beslistermijn(subsidie, timezone.localdate()).laatste_dag,
        )
        with pghistory.context(lidmaatschap=door.pk):
            for onderdeel in onderdelen:
                Wijzigingsonderdeel.objects.create(
                    verzoek=verzoek,
                    soort=onderdeel.soort,
                    omschrijving=onderdeel.omschrijving,
                    jaar=onderdeel.jaar,
                    bedrag=onderdeel.bedrag,
                )
        _bevestig_ontvangst(verzoek, onderdelen, door)
        leg_vast(
            "wijziging.ingediend",
            door=door,
            over=verzoek,
            kenmerk=Code(verzoek.kenmerk),
            onderdelen=len(onderdelen),
        )
    return verzoek


def trek_in(*, verzoek_id: int, door: Lidmaatschap) -> Wijzigingsverzoek:
    """Take back what was not decided yet. Raises DomeinFout when nothing is left to take back."""
    with handeling("wijziging.ingetrokken", door=door, over=Wijzigingsverzoek(pk=verzoek_id)):
        verzoek = _vergrendel(verzoek_id)
        eis_ontvanger(verzoek.subsidie, door)
        Wijzigingsverzoek.VERLOOP.controleer(verzoek.stand, Wijzigingsverzoek.Stand.INGETROKKEN)
        onderdelen = list(verzoek.onderdelen.filter(stand=Stand.OPEN))
        _eis_zonder_voorstel(onderdelen)
        with pghistory.context(lidmaatschap=door.pk):
            for onderdeel in onderdelen:
                onderdeel.stand = Stand.INGETROKKEN
                onderdeel.save(update_fields=["stand"])
        verzoek.stand = Wijzigingsverzoek.Stand.INGETROKKEN
        verzoek.save(update_fields=["stand"])
        leg_vast("wijziging.ingetrokken", door=door, over=verzoek, kenmerk=Code(verzoek.kenmerk))
    return verzoek


def adviseer(*, onderdeel_id: int, advies: str, motivering: str, door: Lidmaatschap) -> Wijzigingsonderdeel:
    """What the officer advises on one part, and why: the recipient reads it in the letter (Awb 3:46)."""
    with handeling("wijziging.geadviseerd", door=door, over=Wijzigingsonderdeel(pk=onderdeel_id)):
        onderdeel = _vergrendel_onderdeel(onderdeel_id)
        _als_beoordelaar(onderdeel, door)
        _eis_zonder_voorstel([onderdeel])
        if advies not in Advies.values or not motivering.strip():
            raise DomeinFout("Kies een advies en schrijf waarom.", code="wijziging.advies", veld="motivering")
        with pghistory.context(lidmaatschap=door.pk):
            onderdeel.advies, onderdeel.motivering = advies, motivering
            onderdeel.save(update_fields=["advies", "motivering"])
        leg_vast(
            "wijziging.geadviseerd",
            door=door,
            over=onderdeel.verzoek,
            kenmerk=Code(onderdeel.verzoek.kenmerk),
            advies=Code(advies),
        )
    return onderdeel


def stel_bijstelling_voor(*, onderdeel_id: int, door: Lidmaatschap) -> Vervolgvoorstel:
    """Begin the adjustment with which a part with an amount is granted. Once: a proposal that was let go leaves the
    part open for a new one."""
    with handeling("wijziging.voorgesteld", door=door, over=Wijzigingsonderdeel(pk=onderdeel_id)):
        onderdeel = _vergrendel_onderdeel(onderdeel_id)
        _als_beoordelaar(onderdeel, door)
        _eis_zonder_voorstel([onderdeel])
        if onderdeel.advies != Advies.TOEWIJZEN or onderdeel.bedrag is None or onderdeel.jaar is None:
            raise DomeinFout(
                "Een bijstelling hoort bij een onderdeel met een bedrag en het advies om toe te wijzen.",
                code="wijziging.geen_bijstelling",
            )
        verzoek = onderdeel.verzoek
        voorstel = voorbereiden.stel_voor(
            aanvraag_id=verzoek.subsidie.deel.aanvraag_id,
            soort=Besluit.Soort.BIJSTELLING,
            grond=GUNSTE if onderdeel.bedrag > NUL else "verzoek",
            motivering=onderdeel.motivering,
            regels=[Bedragen(verzoek.subsidie_id, verandering={onderdeel.jaar: onderdeel.bedrag})],
            door=door,
        )
        with pghistory.context(lidmaatschap=door.pk):
            onderdeel.voorstel = voorstel
            onderdeel.save(update_fields=["voorstel"])
        leg_vast("wijziging.voorgesteld", door=door, over=verzoek, kenmerk=Code(verzoek.kenmerk))
    return voorstel


def beslis(
    *,
    onderdeel_id: int,
    toewijzen: bool,
    motivering: str,
    door: Lidmaatschap,
    collegebesluit_id: int | None = None,
) -> Besluit:
    """Decide on one part: refuse it, or grant what costs nothing. Each is a decision with a letter of its own.

    Raises GeenRecht for who advised, DomeinFout without advice or for an amount that a proposal must grant.
    """
    with handeling("wijziging.besloten", door=door, over=Wijzigingsonderdeel(pk=onderdeel_id)):
        onderdeel = _vergrendel_onderdeel(onderdeel_id)
        verzoek = onderdeel.verzoek
        Wijzigingsonderdeel.VERLOOP.controleer(onderdeel.stand, Stand.TOEGEWEZEN if toewijzen else Stand.AFGEWEZEN)
        _eis_te_beslissen(onderdeel, toewijzen=toewijzen, motivering=motivering)
        (subsidie,) = vergrendel_subsidies([verzoek.subsidie_id])
        (beschikking,) = neem_vervolgbesluit(
            aanvraag_id=subsidie.deel.aanvraag_id,
            soort=Besluit.Soort.WIJZIGING,
            mandaat_voor=SoortBesluit.BIJSTELLING,
            vervolgen=[_vervolg(onderdeel, subsidie, toewijzen=toewijzen, motivering=motivering)],
            motivering=motivering,
            door=door,
            collegebesluit=collegebesluit_voor(onderdeel.kenmerk, collegebesluit_id),
        )
        with pghistory.context(lidmaatschap=door.pk):
            onderdeel.stand = Stand.TOEGEWEZEN if toewijzen else Stand.AFGEWEZEN
            onderdeel.motivering = motivering
            onderdeel.beschikking = beschikking
            onderdeel.save(update_fields=["stand", "motivering", "beschikking"])
        rond_af(verzoek)
        leg_vast(
            "wijziging.besloten",
            door=door,
            over=verzoek,
            kenmerk=Code(verzoek.kenmerk),
            uitkomst=Code(onderdeel.stand),
        )
    return beschikking.besluit


def eis_ontvanger(subsidie: Subsidie, door: Lidmaatschap) -> None:
    """Raise GeenRecht unless this is a tekenbevoegde of the recipient."""
    if door.organisatie_id != subsidie.ontvanger_id:
        raise GeenRecht(f"Dit doet een tekenbevoegde van {subsidie.ontvanger.naam}.", code="subsidie.niet_eigen")
    eis_rol(door, Rol.TEKENBEVOEGDE, reden="Dit doet een tekenbevoegde.")


def _bevestig_ontvangst(verzoek: Wijzigingsverzoek, onderdelen: Sequence[Onderdeelinvoer], door: Lidmaatschap) -> None:
    """The receipt, with what was asked and until when we have to decide (Awb 4:3a, 4:13)."""
    subsidie = verzoek.subsidie
    gevraagd = "\n".join(f"- {onderdeel.omschrijving}" for onderdeel in onderdelen)
    leg_mededeling_klaar(
        soort=BriefSoort.VRIJE_BRIEF,
        ontvanger=subsidie.ontvanger,
        over=verzoek,
        onderwerp=f"Wij ontvingen uw verzoek om wijziging {verzoek.kenmerk}",
        waarden={
            "bericht": f"Op {datum(amsterdam_dag(verzoek.ingediend_op))} kregen wij uw verzoek {verzoek.kenmerk} om "
            f"subsidie {subsidie.kenmerk} voor {subsidie.deel.aanvraag.waarvoor} te wijzigen. U vroeg:\n\n"
            f"{gevraagd}\n\n"
            "Wij beslissen over elk onderdeel apart, en u krijgt daarover een brief. Dat doen wij uiterlijk op "
            f"{datum(verzoek.beslissen_uiterlijk)} (artikel 4:13 Awb).\n\n"
            "Tot ons besluit verandert er niets: voer uw activiteiten uit zoals wij ze met u afspraken."
        },
        voorbeeld=subsidie.deel.aanvraag.fictief,
        regeling_id=subsidie.deel.aanvraag.regeling_id,
        noemer="Ontvangstbevestiging",
        door=door,
    )


def _vervolg(onderdeel: Wijzigingsonderdeel, subsidie: Subsidie, *, toewijzen: bool, motivering: str) -> Vervolg:
    naam, ja_nee = subsidie.deel.aanvraag.waarvoor, "wel" if toewijzen else "niet"
    return Vervolg(
        subsidie=subsidie,
        soort=Beschikking.Soort.WIJZIGING,
        briefsoort=BriefSoort.WIJZIGING_TOEGEWEZEN if toewijzen else BriefSoort.WIJZIGING_AFGEWEZEN,
        onderwerp=f"De wijziging die u vroeg voor {naam} kan {ja_nee}",
        waarden={
            "verzoek": onderdeel.verzoek.kenmerk,
            "verzoekdatum": amsterdam_dag(onderdeel.verzoek.ingediend_op),
            "gevraagd": onderdeel.omschrijving,
            "motivering": motivering,
        },
        onderweg={},  # no money moves
    )


def _eis_te_beslissen(onderdeel: Wijzigingsonderdeel, *, toewijzen: bool, motivering: str) -> None:
    _eis_zonder_voorstel([onderdeel])
    if not onderdeel.advies:
        raise DomeinFout("Er is nog geen advies over dit onderdeel.", code="wijziging.geen_advies")
    if not motivering.strip():
        raise DomeinFout("Schrijf waarom: de ontvanger leest dit in de brief.", code="wijziging.waarom")
    if toewijzen and onderdeel.bedrag is not None:
        raise DomeinFout(
            "Een onderdeel met een bedrag wordt toegewezen met een bijstelling. Een beleidsmedewerker stelt die voor.",
            code="wijziging.met_bedrag",
        )


def _eis_zonder_voorstel(onderdelen: Sequence[Wijzigingsonderdeel]) -> None:
    """While an adjustment is on its way, that is where the part is decided."""
    weg = Vervolgvoorstel.Stand.INGETROKKEN
    if any(onderdeel.voorstel is not None and onderdeel.voorstel.stand != weg for onderdeel in onderdelen):
        raise DomeinFout(
            "Over dit onderdeel wordt besloten met een bijstelling. Trek dat voorstel eerst in.",
            code="wijziging.heeft_voorstel",
        )


def _als_beoordelaar(onderdeel: Wijzigingsonderdeel, door: Lidmaatschap) -> None:
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Adviseren doet een beleidsmedewerker.")
    neem_rol(onderdeel.verzoek.subsidie.deel.aanvraag, Zaakrol.Rol.BEOORDELAAR, door)
    if onderdeel.stand != Stand.OPEN:
        raise DomeinFout("Op dit onderdeel is al besloten.", code="wijziging.besloten")


def _vergrendel(verzoek_id: int) -> Wijzigingsverzoek:
    """Lock the application of a request, then the request."""
    aanvraag_id = Wijzigingsverzoek.objects.values_list("subsidie__deel__aanvraag_id", flat=True).get(pk=verzoek_id)
    aanvraag = vergrendel(aanvraag_id)
    verzoek = (
        Wijzigingsverzoek.objects.select_for_update(of=("self",), no_key=True)
        .select_related("subsidie__deel", "subsidie__ontvanger")
        .get(pk=verzoek_id)
    )
    verzoek.subsidie.deel.aanvraag = aanvraag
    return verzoek


def _vergrendel_onderdeel(onderdeel_id: int) -> Wijzigingsonderdeel:
    verzoek = _vergrendel(Wijzigingsonderdeel.objects.values_list("verzoek_id", flat=True).get(pk=onderdeel_id))
    onderdeel = Wijzigingsonderdeel.objects.select_related("voorstel").get(pk=onderdeel_id)
    onderdeel.verzoek = verzoek
    return onderdeel
