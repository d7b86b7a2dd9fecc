"""Putting back what was removed from a part."""

from typing import Any

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraagdeel, Activiteit, Onderdeel, Voorziening
from subsidies.regels.plan_past import houd_wat_past
from subsidies.selectors.activiteit import plankeuzes_voor
from subsidies.selectors.keuzes import inhoud_van, keuzes_voor
from subsidies.selectors.verwijderd import versies_van_verwijderde
from subsidies.services import activiteit as activiteiten
from subsidies.services.slot import vergrendel_deel
from subsidies.services.vanzelf import schrijf_voorziening
from subsidies.services.voorziening import eis_plaats, laat_eigen_akkoord_vervallen
from subsidies.toegang import eis_schrijver


def zet_voorziening_terug(*, deel_id: int, voorziening_id: int, door: Lidmaatschap) -> Voorziening:
    """As it was when it was removed, under its own number: its versions go on. It stands last in the list.

    What it was tied to and no longer exists is left out. Raises DomeinFout when it stands there already, or never
    was in this part.
    """
    with handeling("aanvraag.voorziening_teruggezet", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        laatste = (
            versies_van_verwijderde(deel, Onderdeel.VOORZIENING)
            .filter(onderdeel=voorziening_id)
            .order_by("-nummer")
            .first()
        )
        if laatste is None:
            raise DomeinFout("Deze voorziening is niet verwijderd.", code="voorziening.niet_verwijderd")
        voorziening = Voorziening(pk=voorziening_id, deel=deel, versie=laatste.nummer, volgorde=eis_plaats(deel, 1))
        voorziening.save(force_insert=True)
        nu = inhoud_van(voorziening)
        schrijf_voorziening(
            voorziening,
            nu=nu,
            inhoud=nu | _wat_er_nog_is(deel, laatste.inhoud),
            door=door,
            blad="",
            heeft_klad=False,
        )
        laat_eigen_akkoord_vervallen(deel, door=door)
        leg_vast("aanvraag.voorziening_teruggezet", door=door, over=deel, voorziening=voorziening_id)
    return voorziening


def zet_activiteit_terug(*, deel_id: int, activiteit_id: int, door: Lidmaatschap) -> Activiteit:
    """The same for an activity."""
    with handeling("aanvraag.activiteit_teruggezet", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        verwijderd = versies_van_verwijderde(deel, Onderdeel.ACTIVITEIT).filter(onderdeel=activiteit_id)
        laatste = verwijderd.order_by("-nummer").first()
        if laatste is None:
            raise DomeinFout("Deze activiteit is niet verwijderd.", code="activiteit.niet_verwijderd")
        plek = activiteiten.eis_plaats(deel, 1)
        activiteit = Activiteit(pk=activiteit_id, deel=deel, versie=laatste.nummer, volgorde=plek)
        activiteit.save(force_insert=True)
        activiteiten.schrijf_activiteit(
            activiteit,
            rij=None,
            inhoud=houd_wat_past(laatste.inhoud, plankeuzes_voor(deel), deel.aanvraag.jaren),
            door=door,
            blad="",
            heeft_klad=False,
        )
        laat_eigen_akkoord_vervallen(deel, door=door)
        leg_vast("aanvraag.activiteit_teruggezet", door=door, over=deel, activiteit=activiteit_id)
    return activiteit


def _wat_er_nog_is(deel: Aanvraagdeel, inhoud: dict[str, Any]) -> dict[str, Any]:
    bestaat = {naam: {keuze.pk for keuze in keuzes} for naam, keuzes in keuzes_voor(deel.aanvraag).items()}
    jaren = {jaar: wens for jaar, wens in inhoud["jaren"].items() if int(jaar) in deel.aanvraag.jaren}
    return {
        naam: [pk for pk in waarde if pk in bestaat.get(naam, ())] if isinstance(waarde, list) else waarde
        for naam, waarde in inhoud.items()
    } | {"jaren": jaren}
