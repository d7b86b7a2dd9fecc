from collections.abc import Mapping

import pghistory
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap, Samenwerkingsverband, Verbandlid
from organisaties.regels.verband_past import eis_verband_wijzigen
from organisaties.verbanden import trekker_van
from thematafels.models import Regie, Thema, Uitvraag


def verdeel_regie(
    *, verband_id: int, uitvraag_id: int, verdeling: Mapping[int, int | None], door: Lidmaatschap
) -> None:
    """Say who leads on which themes of a call: by the id of the theme that of a member, or None for all together.

    On a theme that is not named nobody leads. Raises GeenRecht for others than who keeps the alliance, or
    DomeinFout for a theme of another call, or a new lead for who is no member today.
    """
    with (
        handeling("regie.verdeeld", door=door, over=Samenwerkingsverband(pk=verband_id)),
        pghistory.context(lidmaatschap=door.pk, reden="", versie=1),
    ):
        verband = Samenwerkingsverband.objects.select_for_update().get(pk=verband_id)
        eis_verband_wijzigen(door, trekker_van(verband))
        uitvraag = Uitvraag.objects.get(pk=uitvraag_id)
        nu = {regie.thema_id: regie for regie in Regie.objects.filter(verband=verband, thema__uitvraag=uitvraag)}
        anders = {thema: wie for thema, wie in verdeling.items() if thema not in nu or nu[thema].organisatie_id != wie}
        _controleer(verband, uitvraag, anders)
        for thema_id, organisatie_id in anders.items():
            regie = nu.get(thema_id) or Regie(verband=verband, thema_id=thema_id)
            regie.organisatie_id = organisatie_id
            regie.save()
        for thema_id in nu.keys() - verdeling.keys():
            nu[thema_id].delete()
        leg_vast("regie.verdeeld", door=door, over=verband, verband=verband.pk, kenmerk=Code(uitvraag.kenmerk))


def _controleer(verband: Samenwerkingsverband, uitvraag: Uitvraag, anders: Mapping[int, int | None]) -> None:
    """Only what changes: a lead that was given earlier stays with a member that has left."""
    if Thema.objects.filter(pk__in=anders, uitvraag=uitvraag).count() != len(anders):
        raise DomeinFout("Dit thema hoort bij een andere uitvraag.", code="regie.ander_thema")
    leden = Verbandlid.objects.geldig_op(timezone.localdate()).filter(verband=verband)
    wie = {organisatie for organisatie in anders.values() if organisatie is not None}
    if wie - set(leden.values_list("organisatie", flat=True)):
        raise DomeinFout(
            "Alleen wie nu lid is van het samenwerkingsverband kan de regie krijgen.", code="regie.geen_lid"
        )
