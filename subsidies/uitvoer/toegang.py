"""The door to what an organisation takes out of the system: its own part, and what changed since its akkoord."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap, Machtiging
from subsidies.models import Aanvraagdeel
from subsidies.toegang import Erbij, haal_deel


def haal_uit_te_voeren_deel(lid: Lidmaatschap, kenmerk: str, deel_id: int, **erbij: Erbij) -> Aanvraagdeel:
    """For the organisation itself in any role, who signs for it under a machtiging, and the municipality.

    Also when it no longer takes part. Others at the table read the part on the page: GeenRecht; Http404 for who may
    not know of it.
    """
    namens = Machtiging.objects.van_kracht(timezone.localdate()).filter(gemachtigde=lid.pk)
    deel = haal_deel(
        lid,
        kenmerk,
        deel_id,
        tekent_namens=Exists(namens.filter(organisatie=OuterRef("organisatie"))),
        **erbij,
    )
    if not (lid.is_gemeente or lid.organisatie_id == deel.organisatie_id or vars(deel)["tekent_namens"]):
        raise GeenRecht(
            f"Dit document is voor {deel.organisatie.naam} en de gemeente. U leest het deel in de aanvraag.",
            code="deel.niet_eigen",
        )
    return deel
