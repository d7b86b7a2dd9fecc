"""How letters reach an organisation: in the portal only when it made known that it can be reached there (Awb 2:14)."""

from collections.abc import Iterable

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.regels.kiest_verzending import eis_kiest_verzending
from organisaties.soorten import OrganisatieSoort


def kies_verzending(*, organisatie_id: int, digitaal: bool, door: Lidmaatschap) -> Organisatie:
    """Make known that letters may come through the portal, or take that back; letters to come follow it.

    DomeinFout when it is so already, or for who gets no letters; GeenRecht for who does not speak for it.
    """
    with handeling("organisatie.digitaal" if digitaal else "organisatie.op_papier", door=door):
        organisatie = Organisatie.objects.select_for_update(no_key=True).get(pk=organisatie_id)
        eis_kiest_verzending(door, organisatie_id)
        if organisatie.soort != OrganisatieSoort.PARTNER:
            raise DomeinFout("Deze organisatie krijgt geen brieven.", code="organisatie.geen_brieven")
        if organisatie.digitaal == digitaal:
            raise DomeinFout("Dat is al zo.", code="organisatie.verzending_zelfde")
        _zet(organisatie, digitaal)
        leg_vast(
            "organisatie.digitaal" if digitaal else "organisatie.op_papier",
            door=door,
            over=organisatie,
            organisatie=organisatie.pk,
        )
    return organisatie


def bleek_digitaal(organisatie_ids: Iterable[int], door: Lidmaatschap) -> None:
    """These asked something of us in the portal, so that they can be reached there; what one chose itself stands.

    Inside the transaction of that act.
    """
    for organisatie in _vergrendel(organisatie_ids):
        if organisatie.digitaal is None:
            _zet(organisatie, True)
            leg_vast("organisatie.bleek_digitaal", door=door, over=organisatie, organisatie=organisatie.pk)


def bleek_op_papier(organisatie_ids: Iterable[int], door: Lidmaatschap) -> None:
    """These applied on paper and are answered so, until they choose otherwise. Inside the transaction of that act."""
    for organisatie in _vergrendel(organisatie_ids):
        if organisatie.digitaal is not False:
            _zet(organisatie, False)
            leg_vast("organisatie.op_papier", door=door, over=organisatie, organisatie=organisatie.pk)


def _vergrendel(organisatie_ids: Iterable[int]) -> Iterable[Organisatie]:
    return Organisatie.objects.filter(pk__in=organisatie_ids).order_by("pk").select_for_update(no_key=True)


def _zet(organisatie: Organisatie, digitaal: bool) -> None:
    organisatie.digitaal = digitaal
    organisatie.save(update_fields=["digitaal"])
