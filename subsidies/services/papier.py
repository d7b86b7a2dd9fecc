"""Entering an application that came on paper (Awb 2:7): by an officer, in the same pages."""

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.services.deelnemen import eis_vraagt_niet_alleen
from subsidies.services.slot import vergrendel_concept
from subsidies.services.starten import maak_aanvraag
from subsidies.services.zaakrol import eis_zonder_belang

REDEN = "Een aanvraag op papier voert een beleidsmedewerker in."


def begin_papier(*, tafel_id: int, penvoerder_id: int, door: Lidmaatschap) -> Aanvraag:
    """Begin the application that an organisation sent on paper, also after the closing: it may have come before.

    Under a joint scheme it is the one application of the table. Raises DomeinFout when there is one already, or when
    the organisation asks alone there; GeenRecht for an officer who belongs to it (Awb 2:4).
    """
    with handeling("aanvraag.papier_begonnen", door=door):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden=REDEN)
        penvoerder = Organisatie.objects.get(pk=penvoerder_id, soort=OrganisatieSoort.PARTNER)
        eis_vraagt_niet_alleen(tafel_id, penvoerder_id)
        aanvraag = maak_aanvraag(tafel_id, penvoerder, ingevoerd_door=door)
        Aanvraagdeel.objects.create(aanvraag=aanvraag, organisatie=penvoerder)
        eis_zonder_belang(aanvraag, door)
        leg_vast("aanvraag.papier_begonnen", door=door, over=aanvraag, kenmerk=Code(aanvraag.kenmerk))
    return aanvraag


def voeg_deelnemer_toe(*, aanvraag_id: int, organisatie_id: int, door: Lidmaatschap) -> Aanvraagdeel:
    """Another organisation that stands on the paper. Raises DomeinFout for a digital application, for one it has, and
    for who asks alone; GeenRecht for an officer who belongs to it."""
    with handeling("aanvraag.papier_deelnemer", door=door, over=Aanvraag(pk=aanvraag_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden=REDEN)
        aanvraag = vergrendel_concept(aanvraag_id)
        if aanvraag.ingevoerd_door_id is None:
            raise DomeinFout("Deze aanvraag wordt digitaal geschreven.", code="aanvraag.niet_op_papier")
        if aanvraag.zelfstandig:
            raise DomeinFout("Bij deze regeling vraagt een organisatie alleen aan.", code="regeling.niet_gezamenlijk")
        eis_vraagt_niet_alleen(aanvraag.tafel_id, organisatie_id)
        organisatie = Organisatie.objects.get(pk=organisatie_id, soort=OrganisatieSoort.PARTNER)
        deel, nieuw = Aanvraagdeel.objects.get_or_create(aanvraag=aanvraag, organisatie=organisatie)
        if not nieuw:
            raise DomeinFout(
                "Deze organisatie staat al in de aanvraag.", code="aanvraag.doet_al_mee", veld="organisatie"
            )
        eis_zonder_belang(aanvraag, door)
        leg_vast("aanvraag.papier_deelnemer", door=door, over=aanvraag, deel=deel.pk)
    return deel
