"""Submitting the joint account of a table: frozen, once; and sending it back."""

import pghistory
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import eis_zonder_belang
from verantwoording.models import Bevinding, Verantwoording, Verantwoordingsstuk
from verantwoording.regels.samen_klaar import beletsels, eis_waarom
from verantwoording.samentoegang import eis_penvoerder
from verantwoording.selectors.inbreng import laad_inbreng, toestand_van
from verantwoording.selectors.stuk import stel_samen
from verantwoording.services.bevriezen import bevries
from verantwoording.services.samen_akkoord import laat_vervallen
from verantwoording.services.stuk_pdf import MAAK_PDF
from verantwoording.toegang import voert_in

Stand = Verantwoording.Stand


def dien_in(*, verantwoording_id: int, door: Lidmaatschap, waarom: str = "") -> Verantwoordingsstuk:
    """Freeze the document and submit it, by who signs for the penvoerder (of what came on paper: by an officer); all
    at the table hear that it came in.

    Exactly once: a second call finds it submitted. Raises DomeinFout with all that still misses. Who did not hand in
    its part in time is named in the document; after the last day it may go without somebody's akkoord, and `waarom`
    says why. GeenRecht for an officer who belongs to an organisation that takes part (Awb 2:4).
    """
    with handeling("verantwoording.ingediend", door=door, over=Verantwoording(pk=verantwoording_id)):
        verantwoording = _vergrendel(verantwoording_id)
        eis_penvoerder(door, verantwoording.aanvraag, slot=True)
        op_papier = voert_in(door, verantwoording.aanvraag)
        if op_papier:
            eis_zonder_belang(verantwoording.aanvraag, door)
        if verantwoording.stand != Stand.OPEN:
            raise DomeinFout("Deze verantwoording is al ingediend.", code="verantwoording.al_ingediend")
        inbreng = laad_inbreng(verantwoording)
        toestand = toestand_van(inbreng, op_papier=op_papier)
        if gevonden := beletsels(toestand):
            raise DomeinFout(" ".join(belet.zin for belet in gevonden), code=gevonden[0].code)
        if belet := eis_waarom(toestand, waarom):
            raise DomeinFout(belet.zin, code=belet.code, veld=belet.veld)
        waarom_zonder = waarom.strip() if toestand.zonder_mag else ""
        stuk = bevries(verantwoording, stel_samen(verantwoording, inbreng, waarom_zonder))
        verantwoording.ingediend_op = verantwoording.ingediend_op or timezone.now()
        verantwoording.ingediend_door = verantwoording.ingediend_door or door
        _zet(verantwoording, Stand.INGEDIEND, door, "ingediend_op", "ingediend_door")
        _meld(BerichtSoort.VERANTWOORDING_ONTVANGEN, verantwoording, "stuk", stuk.nummer)
        na_commit(MAAK_PDF, stuk.pk)
        leg_vast(
            "verantwoording.papier_ingediend" if op_papier else "verantwoording.ingediend",
            door=door,
            over=verantwoording,
            jaar=verantwoording.jaar,
            kenmerk=Code(verantwoording.aanvraag.kenmerk),
            nummer=stuk.nummer,
            hash=Code(stuk.sha256),
        )
    return stuk


def stuur_terug(*, verantwoording_id: int, reden: str, door: Lidmaatschap) -> Bevinding:
    """An officer sends the account back to the table, with the reason as a finding on the whole.

    What was submitted stays as it was; the next one gets the next number, and everybody agrees to it anew.
    """
    with handeling("verantwoording.teruggestuurd", door=door, over=Verantwoording(pk=verantwoording_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een beleidsmedewerker stuurt een verantwoording terug.")
        verantwoording = _vergrendel(verantwoording_id)
        if verantwoording.stand != Stand.INGEDIEND:
            raise DomeinFout(
                f"De verantwoording is {verantwoording.get_stand_display()}: terugsturen kan niet.",
                code="verantwoording.niet_ingediend",
            )
        if not reden.strip():
            raise DomeinFout("Schrijf waarom.", code="verantwoording.zonder_reden", veld="reden")
        bevinding = Bevinding.objects.create(
            verantwoording=verantwoording, soort=Bevinding.Soort.BEVINDING, tekst=reden.strip(), door=door
        )
        _zet(verantwoording, Stand.OPEN, door)
        laat_vervallen(verantwoording.pk, door=door, alle=True)
        _meld(BerichtSoort.VERANTWOORDING_TERUG, verantwoording, "samen")
        leg_vast(
            "verantwoording.teruggestuurd",
            door=door,
            over=verantwoording,
            jaar=verantwoording.jaar,
            kenmerk=Code(verantwoording.aanvraag.kenmerk),
        )
    return bevinding


def _vergrendel(verantwoording_id: int) -> Verantwoording:
    """Read under the lock of its application."""
    verantwoordingen = Verantwoording.objects.filter(pk=verantwoording_id)
    vergrendel(verantwoordingen.values_list("aanvraag_id", flat=True).get())
    return verantwoordingen.select_related(
        "aanvraag__uitvraag", "aanvraag__tafel__thema", "aanvraag__penvoerder"
    ).get()


def _zet(verantwoording: Verantwoording, stand: Verantwoording.Stand, door: Lidmaatschap, *velden: str) -> None:
    Verantwoording.VERLOOP.controleer(verantwoording.stand, stand)
    with pghistory.context(lidmaatschap=door.pk):
        verantwoording.stand = stand
        verantwoording.save(update_fields=["stand", *velden])


def _meld(soort: BerichtSoort, verantwoording: Verantwoording, pagina: str, *plek: int) -> None:
    organisaties = verantwoording.delen.values_list("deel__organisatie", flat=True)
    leg_bericht_klaar(
        soort=soort,
        ontvangers=leden_met_rol(organisaties, Rol.TEKENBEVOEGDE),
        over=verantwoording,
        pad=reverse(f"verantwoording:{pagina}", args=[verantwoording.aanvraag.kenmerk, verantwoording.jaar, *plek]),
    )
