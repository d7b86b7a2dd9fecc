"""Preparing a later decision: proposing, hearing the recipient, and offering it to who decides."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal

import pghistory
from django.db.models import Q
from django.utils import timezone

from brieven.models import BriefSoort
from brieven.opstellen import maak_ondertekening
from brieven.services.mededeling import leg_mededeling_klaar
from kern.fouten import DomeinFout
from kern.geld import GROOTSTE, NUL
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Besluit, Subsidie, Zaakrol
from subsidies.services.collegepunt import eis_niet_bij_college
from subsidies.services.slot import vergrendel
from subsidies.services.vervolgbesluit import vergrendel_subsidies
from subsidies.services.zaakrol import neem_rol
from subsidies.vervolg import Standen, Vervolg, bedragentabel
from uitvoering.models import Vervolgbedrag, Vervolgregel, Vervolgvoorstel
from uitvoering.models.vervolg import GEHOORD
from uitvoering.services.slot import vergrendel_voorstel
from uitvoering.vervolgen import controleer, grond_van, vervolgen_van

Stand = Vervolgvoorstel.Stand


@dataclass(frozen=True, slots=True)
class Bedragen:
    """What is proposed for one recipient, in euro by year."""

    subsidie_id: int
    verandering: Mapping[int, Decimal] = field(default_factory=dict)
    vastgesteld: Mapping[int, Decimal] = field(default_factory=dict)
    terug: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def jaren(self) -> list[int]:
        return sorted({*self.verandering, *self.vastgesteld, *self.terug})

    def is_zwaarder_dan(self, eerder: "Bedragen") -> bool:
        """Whether it takes more from the recipient than what it was told of, in any year."""
        return (
            any(bedrag < min(NUL, eerder.verandering.get(jaar, NUL)) for jaar, bedrag in self.verandering.items())
            or any(bedrag < eerder.vastgesteld.get(jaar, GROOTSTE) for jaar, bedrag in self.vastgesteld.items())
            or any(bedrag > eerder.terug.get(jaar, NUL) for jaar, bedrag in self.terug.items())
        )


@dataclass(frozen=True, slots=True)
class Bijzonderheden:
    """What only some kinds ask: the day on which an obligation was not met (Awb 4:49 lid 3), and the suspicion it
    rests on (Awb 4:56): that of an earlier decision, or another, with what is new."""

    overtreding_op: datetime.date | None = None
    vermoeden_uit_id: int | None = None
    nieuw_vermoeden: str = ""


GEEN = Bijzonderheden()


def stel_voor(
    *,
    aanvraag_id: int,
    soort: Besluit.Soort,
    grond: str,
    motivering: str,
    regels: Sequence[Bedragen],
    door: Lidmaatschap,
    ingang: datetime.date | None = None,
    einde: datetime.date | None = None,
    termijn_reden: str = "",
    bijzonder: Bijzonderheden = GEEN,
) -> Vervolgvoorstel:
    """Begin a proposal. Raises GeenRecht for who has another role in the case, DomeinFout for an unknown ground."""
    with handeling("vervolg.voorgesteld", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _als_voorbereider(vergrendel(aanvraag_id), door)
        with pghistory.context(lidmaatschap=door.pk):
            voorstel = Vervolgvoorstel(
                kenmerk=volgend_kenmerk(timezone.localdate()),
                soort=soort,
                aanvraag=aanvraag,
                grond=grond,
                motivering=motivering,
                ingang=ingang,
                einde=einde,
                termijn_reden=termijn_reden,
                opgesteld_door=door,
                **asdict(bijzonder),
            )
            grond_van(voorstel)
            voorstel.save(force_insert=True)
            _zet_regels(voorstel, regels)
        leg_vast("vervolg.voorgesteld", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk), welk=Code(soort))
    return voorstel


def wijzig(
    *,
    voorstel_id: int,
    grond: str,
    motivering: str,
    regels: Sequence[Bedragen],
    door: Lidmaatschap,
    ingang: datetime.date | None = None,
    einde: datetime.date | None = None,
    termijn_reden: str = "",
    bijzonder: Bijzonderheden = GEEN,
) -> Vervolgvoorstel:
    """Change a proposal that is still in preparation. What the recipient said stays; who is new was not heard yet, and
    on another ground or for more everybody it takes from is heard again (Awb 4:8)."""
    with handeling("vervolg.gewijzigd", door=door, over=Vervolgvoorstel(pk=voorstel_id)):
        voorstel = vergrendel_voorstel(voorstel_id)
        _als_voorbereider(voorstel.aanvraag, door)
        _eis_stand(voorstel, Stand.CONCEPT)
        verteld, andere_grond = _verteld(voorstel), voorstel.grond != grond
        opnieuw = [
            regel.subsidie_id
            for regel in regels
            if regel.subsidie_id in verteld and (andere_grond or regel.is_zwaarder_dan(verteld[regel.subsidie_id]))
        ]
        with pghistory.context(lidmaatschap=door.pk):
            voorstel.regels.filter(subsidie__in=opnieuw).update(zienswijze_uiterlijk=None)
            voorstel.grond, voorstel.motivering, voorstel.ingang, voorstel.einde = grond, motivering, ingang, einde
            voorstel.termijn_reden = termijn_reden
            for naam, waarde in asdict(bijzonder).items():
                setattr(voorstel, naam, waarde)
            grond_van(voorstel)
            voorstel.save(
                update_fields=["grond", "motivering", "ingang", "einde", "termijn_reden", *asdict(bijzonder)]
            )
            _zet_regels(voorstel, regels)
        leg_vast("vervolg.gewijzigd", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk))
    return voorstel


def vraag_zienswijze(*, voorstel_id: int, uiterlijk: datetime.date, door: Lidmaatschap) -> Vervolgvoorstel:
    """Tell every recipient what we intend and ask for their view (Awb 4:7, 4:8), by letter.

    Raises DomeinFout when the proposal is not complete, or `uiterlijk` is not at least a week away.
    """
    with handeling("vervolg.zienswijze_gevraagd", door=door, over=Vervolgvoorstel(pk=voorstel_id)):
        voorstel = vergrendel_voorstel(voorstel_id)
        _als_voorbereider(voorstel.aanvraag, door)
        _zet(voorstel, Stand.ZIENSWIJZE)
        vandaag = timezone.localdate()
        if uiterlijk < vandaag + datetime.timedelta(days=7):
            raise DomeinFout("Geef de ontvanger ten minste een week.", code="vervolg.te_kort", veld="uiterlijk")
        subsidies = vergrendel_subsidies(list(voorstel.regels.values_list("subsidie_id", flat=True)))
        paren = vervolgen_van(voorstel, subsidies)
        controleer(voorstel, paren)
        per_subsidie = {vervolg.subsidie.pk: (vervolg, standen) for vervolg, standen in paren}
        for regel in voorstel.regels.filter(~GEHOORD | Q(zienswijze_uiterlijk=None)).order_by("id"):
            _leg_voornemen_klaar(voorstel, regel, *per_subsidie[regel.subsidie_id], uiterlijk, door)
        leg_vast(
            "vervolg.zienswijze_gevraagd",
            door=door,
            over=voorstel,
            kenmerk=Code(voorstel.kenmerk),
            uiterlijk=uiterlijk,
        )
    return voorstel


def geef_zienswijze(*, regel_id: int, tekst: str, door: Lidmaatschap) -> Vervolgregel:
    """The recipient's view, by who signs for it or by an officer who heard it (Awb 4:9). Until it is offered."""
    with handeling("vervolg.zienswijze_gegeven", door=door, over=Vervolgregel(pk=regel_id)):
        voorstel = vergrendel_voorstel(Vervolgregel.objects.values_list("voorstel_id", flat=True).get(pk=regel_id))
        regel = Vervolgregel.objects.select_related("subsidie").get(pk=regel_id)
        if door.organisatie_id != regel.subsidie.ontvanger_id:
            eis_rol(
                door,
                Rol.BELEIDSMEDEWERKER,
                reden="Een zienswijze geeft de ontvanger zelf, of u noteert haar voor hem.",
            )
        else:
            eis_rol(door, Rol.TEKENBEVOEGDE, reden="Een zienswijze geeft een tekenbevoegde.")
        _eis_stand(voorstel, Stand.ZIENSWIJZE)
        if not tekst.strip():
            raise DomeinFout("Schrijf wat u vindt.", code="vervolg.zienswijze_leeg", veld="zienswijze")
        with pghistory.context(lidmaatschap=door.pk):
            if tekst != regel.zienswijze:  # what we answered to the earlier one is no answer to this
                regel.reactie = ""
            regel.zienswijze, regel.zienswijze_op, regel.zienswijze_door = tekst, timezone.now(), door
            regel.save(update_fields=["zienswijze", "zienswijze_op", "zienswijze_door", "reactie"])
        leg_vast("vervolg.zienswijze_gegeven", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk))
    return regel


def reageer(*, regel_id: int, tekst: str, door: Lidmaatschap) -> Vervolgregel:
    """What we do with a view: it stands in the letter (Awb 3:46)."""
    with handeling("vervolg.gereageerd", door=door, over=Vervolgregel(pk=regel_id)):
        voorstel = vergrendel_voorstel(Vervolgregel.objects.values_list("voorstel_id", flat=True).get(pk=regel_id))
        _als_voorbereider(voorstel.aanvraag, door)
        _eis_stand(voorstel, Stand.CONCEPT, Stand.ZIENSWIJZE)
        regel = Vervolgregel.objects.get(pk=regel_id)
        with pghistory.context(lidmaatschap=door.pk):
            regel.reactie = tekst
            regel.save(update_fields=["reactie"])
        leg_vast("vervolg.gereageerd", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk))
    return regel


def leg_voor(*, voorstel_id: int, door: Lidmaatschap) -> Vervolgvoorstel:
    """Offer it to somebody with a mandate. A ground to the recipient's bad asks that each was heard (Awb 4:8)."""
    with handeling("vervolg.voorgelegd", door=door, over=Vervolgvoorstel(pk=voorstel_id)):
        voorstel = vergrendel_voorstel(voorstel_id)
        _als_voorbereider(voorstel.aanvraag, door)
        _zet(voorstel, Stand.VOORGELEGD)
        subsidies = vergrendel_subsidies(list(voorstel.regels.values_list("subsidie_id", flat=True)))
        controleer(voorstel, vervolgen_van(voorstel, subsidies))
        if grond_van(voorstel).zienswijze:
            _eis_gehoord(voorstel)
        leg_vast("vervolg.voorgelegd", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk))
    return voorstel


def neem_terug(*, voorstel_id: int, door: Lidmaatschap) -> Vervolgvoorstel:
    """Back into preparation: by who prepares, or by who decides and does not agree."""
    with handeling("vervolg.teruggenomen", door=door, over=Vervolgvoorstel(pk=voorstel_id)):
        voorstel = vergrendel_voorstel(voorstel_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER)
        eis_niet_bij_college(voorstel.kenmerk)
        _zet(voorstel, Stand.CONCEPT)
        leg_vast("vervolg.teruggenomen", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk))
    return voorstel


def trek_in(*, voorstel_id: int, door: Lidmaatschap) -> Vervolgvoorstel:
    """Let a proposal go: nothing was decided."""
    with handeling("vervolg.ingetrokken", door=door, over=Vervolgvoorstel(pk=voorstel_id)):
        voorstel = vergrendel_voorstel(voorstel_id)
        _als_voorbereider(voorstel.aanvraag, door)
        eis_niet_bij_college(voorstel.kenmerk)
        _zet(voorstel, Stand.INGETROKKEN)
        leg_vast("vervolg.ingetrokken", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk))
    return voorstel


def _als_voorbereider(aanvraag: Aanvraag, door: Lidmaatschap) -> Aanvraag:
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een besluit voorbereiden doet een beleidsmedewerker.")
    neem_rol(aanvraag, Zaakrol.Rol.BEOORDELAAR, door)
    return aanvraag


def _zet_regels(voorstel: Vervolgvoorstel, regels: Sequence[Bedragen]) -> None:
    van_de_aanvraag = set(Subsidie.objects.filter(deel__aanvraag=voorstel.aanvraag_id).values_list("pk", flat=True))
    if {regel.subsidie_id for regel in regels} - van_de_aanvraag:
        raise DomeinFout("Deze subsidie hoort bij een andere aanvraag.", code="vervolg.andere_aanvraag")
    voorstel.regels.exclude(subsidie__in=[regel.subsidie_id for regel in regels]).delete()
    for invoer in regels:
        regel, _ = Vervolgregel.objects.get_or_create(voorstel=voorstel, subsidie_id=invoer.subsidie_id)
        regel.bedragen.all().delete()
        Vervolgbedrag.objects.bulk_create(
            Vervolgbedrag(
                regel=regel,
                jaar=jaar,
                verandering=invoer.verandering.get(jaar),
                vastgesteld=invoer.vastgesteld.get(jaar),
                terug=invoer.terug.get(jaar),
            )
            for jaar in invoer.jaren
        )


def _verteld(voorstel: Vervolgvoorstel) -> dict[int, Bedragen]:
    """What each recipient was told that we intend, by grant; who was not told yet is absent."""
    return {
        regel.subsidie_id: Bedragen(
            regel.subsidie_id,
            **{
                naam: {rij.jaar: getattr(rij, naam) for rij in regel.bedragen.all() if getattr(rij, naam) is not None}
                for naam in ("verandering", "vastgesteld", "terug")
            },
        )
        for regel in voorstel.regels.filter(zienswijze_uiterlijk__isnull=False).prefetch_related("bedragen")
    }


def _leg_voornemen_klaar(
    voorstel: Vervolgvoorstel,
    regel: Vervolgregel,
    vervolg: Vervolg,
    standen: Standen,
    uiterlijk: datetime.date,
    door: Lidmaatschap,
) -> None:
    """The letter of intent to one recipient, with the amounts; their time to answer stands beside it."""
    subsidie = vervolg.subsidie
    regel.voornemen = leg_mededeling_klaar(
        soort=BriefSoort.VOORNEMEN,
        ontvanger=subsidie.ontvanger,
        over=voorstel,
        onderwerp=f"Wat vindt u? Wij willen uw subsidie voor {voorstel.aanvraag.waarvoor} wijzigen",
        waarden={
            "waarvoor": voorstel.aanvraag.waarvoor,
            "verleningskenmerk": subsidie.kenmerk,
            "wat": Besluit.Soort(voorstel.soort).label,
            "artikel": grond_van(voorstel).artikel,
            "motivering": voorstel.motivering,
            "bedragen": bedragentabel(vervolg, standen) or vervolg.waarden.get("overzicht"),
            "uiterlijk": uiterlijk,
        },
        voorbeeld=voorstel.aanvraag.fictief,
        regeling_id=voorstel.aanvraag.regeling_id,
        ondertekening=maak_ondertekening(door, ""),
        door=door,
    )
    regel.zienswijze_uiterlijk = uiterlijk
    with pghistory.context(lidmaatschap=door.pk):
        regel.save(update_fields=["voornemen", "zienswijze_uiterlijk"])


def _eis_gehoord(voorstel: Vervolgvoorstel) -> None:
    """Each recipient gave a view, or its time passed. Raises DomeinFout that names who did not."""
    vandaag = timezone.localdate()
    for regel in voorstel.regels.select_related("subsidie__ontvanger", "voornemen").order_by("id"):
        gehoord = regel.zienswijze_uiterlijk and (regel.is_gehoord or regel.zienswijze_uiterlijk < vandaag)
        if not gehoord:
            raise DomeinFout(
                f"{regel.subsidie.ontvanger} kan nog een zienswijze geven. Vraag die eerst, "
                "of wacht de termijn af (Awb 4:8).",
                code="vervolg.niet_gehoord",
            )
        if regel.zienswijze and not regel.reactie.strip():
            raise DomeinFout(
                f"Schrijf wat u met de zienswijze van {regel.subsidie.ontvanger} doet: "
                "dat staat in de brief (Awb 3:46).",
                code="vervolg.geen_reactie",
            )


def _zet(voorstel: Vervolgvoorstel, stand: Vervolgvoorstel.Stand) -> None:
    Vervolgvoorstel.VERLOOP.controleer(voorstel.stand, stand)
    voorstel.stand = stand
    voorstel.save(update_fields=["stand"])


def _eis_stand(voorstel: Vervolgvoorstel, *standen: Vervolgvoorstel.Stand) -> None:
    if voorstel.stand not in standen:
        raise DomeinFout(f"Dit kan niet: het voorstel is {voorstel.get_stand_display()}.", code="vervolg.stand")
