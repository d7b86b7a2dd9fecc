"""The officer reads what came in: asks back, writes findings, accepts a part and closes the whole."""

from dataclasses import dataclass

import pghistory
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.services.slot import vergrendel
from subsidies.toegang import SCHRIJVERS
from verantwoording.models import Activiteitverslag, Bevinding, Deelverslag, Verantwoording
from verantwoording.regels.afronden import beletsels
from verantwoording.selectors.beoordeling import afrondstand, deelregels, laatste_stuk
from verantwoording.toegang import eis_schrijft

Stand = Deelverslag.Stand


@dataclass(frozen=True, slots=True)
class Waarover:
    """What a finding is about: the whole account, one part, one activity in it, and of that one level."""

    verantwoording_id: int
    deelverslag_id: int | None = None
    verslag_id: int | None = None
    niveau: str = ""


def vraag(
    *, deelverslag_id: int, tekst: str, door: Lidmaatschap, verslag_id: int | None = None, niveau: str = ""
) -> Bevinding:
    """Ask the participant something about its part: it is open for it again, until it answers and hands it in.

    More than one question may wait. Raises DomeinFout for a part that did not come in, or was accepted.
    """
    with handeling("verslag.gevraagd", door=door, over=Deelverslag(pk=deelverslag_id)):
        _eis_beleid(door)
        deelverslag = _vergrendel_deel(deelverslag_id)
        if deelverslag.stand not in (Stand.INGEDIEND, Stand.VRAAG):
            raise DomeinFout(
                f"Het verslag is {deelverslag.get_stand_display()}. U kunt er nu niets over vragen.",
                code="beoordeling.niet_in",
            )
        waarover = Waarover(deelverslag.verantwoording_id, deelverslag.pk, verslag_id, niveau)
        bevinding = _schrijf(Bevinding.Soort.VRAAG, waarover, tekst, door)
        if deelverslag.stand == Stand.INGEDIEND:
            _zet(deelverslag, Stand.VRAAG, door)
        _meld(BerichtSoort.VERSLAG_VRAAG, deelverslag, *SCHRIJVERS)
        leg_vast("verslag.gevraagd", door=door, over=deelverslag, jaar=deelverslag.verantwoording.jaar)
    return bevinding


def beantwoord(*, bevinding_id: int, antwoord: str, door: Lidmaatschap) -> Bevinding:
    """Answer a question, once, by who writes for that participant. Handing the part in again is an act of its own."""
    with handeling("bevinding.beantwoord", door=door, over=Bevinding(pk=bevinding_id)):
        bevindingen = Bevinding.objects.filter(pk=bevinding_id, soort=Bevinding.Soort.VRAAG)
        vergrendel(bevindingen.values_list("verantwoording__aanvraag_id", flat=True).get())
        bevinding = bevindingen.select_related(
            "verantwoording", "deelverslag__verantwoording__aanvraag", "deelverslag__deel__organisatie"
        ).get()
        if bevinding.deelverslag is not None:
            eis_schrijft(door, bevinding.deelverslag)
        if bevinding.antwoord_op is not None:
            raise DomeinFout("Deze vraag is al beantwoord.", code="bevinding.al_beantwoord")
        if not antwoord.strip():
            raise DomeinFout("Schrijf een antwoord.", code="bevinding.leeg", veld="antwoord")
        bevinding.antwoord = antwoord.strip()
        bevinding.antwoord_door = door
        bevinding.antwoord_op = timezone.now()
        bevinding.save(update_fields=["antwoord", "antwoord_door", "antwoord_op"])
        leg_vast("bevinding.beantwoord", door=door, over=bevinding, jaar=bevinding.verantwoording.jaar)
    return bevinding


def noteer(*, waarover: Waarover, tekst: str, door: Lidmaatschap) -> Bevinding:
    """Write what one finds: it leads to a talk, a change or the settlement. Of a part also when it never came in,
    of the whole from when the table submitted it.
    """
    with handeling("bevinding.geschreven", door=door, over=Verantwoording(pk=waarover.verantwoording_id)):
        _eis_beleid(door)
        verantwoording = _vergrendel(waarover.verantwoording_id)
        if waarover.deelverslag_id is None and verantwoording.stand == Verantwoording.Stand.OPEN:
            raise DomeinFout(
                "De tafel heeft de verantwoording nog niet ingediend.", code="beoordeling.niet_in", veld="tekst"
            )
        bevinding = _schrijf(Bevinding.Soort.BEVINDING, waarover, tekst, door)
        leg_vast("bevinding.geschreven", door=door, over=verantwoording, jaar=verantwoording.jaar)
    return bevinding


def aanvaard(*, deelverslag_id: int, door: Lidmaatschap) -> Deelverslag:
    """Accept a part as it came in. Final: what is wrong with it afterwards is for the settlement."""
    with handeling("verslag.aanvaard", door=door, over=Deelverslag(pk=deelverslag_id)):
        _eis_beleid(door)
        deelverslag = _vergrendel_deel(deelverslag_id)
        if deelverslag.stand != Stand.INGEDIEND:
            raise DomeinFout(
                f"Het verslag is {deelverslag.get_stand_display()}. Aanvaarden kan als het is ingediend.",
                code="beoordeling.niet_ingediend",
            )
        _zet(deelverslag, Stand.AANVAARD, door)
        _meld(BerichtSoort.VERSLAG_AANVAARD, deelverslag, Rol.TEKENBEVOEGDE)
        leg_vast("verslag.aanvaard", door=door, over=deelverslag, jaar=deelverslag.verantwoording.jaar)
    return deelverslag


def rond_af(*, verantwoording_id: int, door: Lidmaatschap) -> Verantwoording:
    """Accept the whole: every part that came in was accepted, and the document says what they say. The refusal names
    all that keeps it; its code is that of the first.

    A part that never came in keeps nobody: the document names it, and its own grant bears it.
    """
    with handeling("verantwoording.afgerond", door=door, over=Verantwoording(pk=verantwoording_id)):
        _eis_beleid(door)
        verantwoording = _vergrendel(verantwoording_id)
        stand = afrondstand(verantwoording, deelregels(verantwoording), laatste_stuk(verantwoording))
        if belet := beletsels(stand):
            raise DomeinFout(" ".join(een.zin for een in belet), code=belet[0].code)
        Verantwoording.VERLOOP.controleer(verantwoording.stand, Verantwoording.Stand.AFGEROND)
        with pghistory.context(lidmaatschap=door.pk):
            verantwoording.stand = Verantwoording.Stand.AFGEROND
            verantwoording.afgerond_door = door
            verantwoording.afgerond_op = timezone.now()
            verantwoording.save(update_fields=["stand", "afgerond_door", "afgerond_op"])
        aanvraag = verantwoording.aanvraag
        organisaties = verantwoording.delen.values_list("deel__organisatie", flat=True)
        leg_bericht_klaar(
            soort=BerichtSoort.VERANTWOORDING_AFGEROND,
            ontvangers=leden_met_rol(organisaties, Rol.TEKENBEVOEGDE),
            over=verantwoording,
            pad=reverse("verantwoording:raad", args=[aanvraag.kenmerk, verantwoording.jaar]),
        )
        leg_vast(
            "verantwoording.afgerond",
            door=door,
            over=verantwoording,
            jaar=verantwoording.jaar,
            kenmerk=Code(aanvraag.kenmerk),
        )
    return verantwoording


def _eis_beleid(door: Lidmaatschap) -> None:
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een beleidsmedewerker beoordeelt een verantwoording.")


def _vergrendel(verantwoording_id: int) -> Verantwoording:
    """Read under the lock of its application."""
    verantwoordingen = Verantwoording.objects.filter(pk=verantwoording_id)
    vergrendel(verantwoordingen.values_list("aanvraag_id", flat=True).get())
    return verantwoordingen.select_related("aanvraag").get()


def _vergrendel_deel(deelverslag_id: int) -> Deelverslag:
    delen = Deelverslag.objects.filter(pk=deelverslag_id)
    vergrendel(delen.values_list("verantwoording__aanvraag_id", flat=True).get())
    return delen.select_related("verantwoording__aanvraag", "deel").get()


def _schrijf(soort: Bevinding.Soort, waarover: Waarover, tekst: str, door: Lidmaatschap) -> Bevinding:
    if not tekst.strip():
        raise DomeinFout("Schrijf wat u vindt of vraagt.", code="bevinding.leeg", veld="tekst")
    if not _hoort_bij_elkaar(waarover):
        raise DomeinFout("Dit hoort niet bij deze verantwoording.", code="bevinding.elders", veld="waarover")
    return Bevinding.objects.create(
        verantwoording_id=waarover.verantwoording_id,
        deelverslag_id=waarover.deelverslag_id,
        verslag_id=waarover.verslag_id,
        niveau=waarover.niveau,
        soort=soort,
        tekst=tekst.strip(),
        door=door,
    )


def _hoort_bij_elkaar(waarover: Waarover) -> bool:
    if waarover.verslag_id is not None:
        return Activiteitverslag.objects.filter(
            pk=waarover.verslag_id,
            deelverslag=waarover.deelverslag_id,
            deelverslag__verantwoording=waarover.verantwoording_id,
        ).exists()
    if waarover.deelverslag_id is not None:
        return Deelverslag.objects.filter(
            pk=waarover.deelverslag_id, verantwoording=waarover.verantwoording_id
        ).exists()
    return True


def _zet(deelverslag: Deelverslag, stand: Deelverslag.Stand, door: Lidmaatschap) -> None:
    Deelverslag.VERLOOP.controleer(deelverslag.stand, stand)
    with pghistory.context(lidmaatschap=door.pk):
        deelverslag.stand = stand
        deelverslag.save(update_fields=["stand"])


def _meld(soort: BerichtSoort, deelverslag: Deelverslag, *rollen: Rol) -> None:
    leg_bericht_klaar(
        soort=soort,
        ontvangers=leden_met_rol([deelverslag.deel.organisatie_id], *rollen),
        over=deelverslag,
        pad=reverse(
            "verantwoording:beoordelen_deel", args=[deelverslag.verantwoording.aanvraag.kenmerk, deelverslag.pk]
        ),
    )
