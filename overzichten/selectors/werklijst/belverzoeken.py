"""Who asked to be called."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from overzichten.regels.aan_zet import Beurt, Kijker
from overzichten.selectors.werklijst.regel import Zaak, werkregel
from overzichten.werkregel import Werkregel
from subsidies.models import (
    Belverzoek,
)


def belverzoeken(lid: Lidmaatschap, kijker: Kijker) -> Iterable[Werkregel]:
    """Only for who calls: it names a telephone number (Awb 2:1)."""
    if lid.rol != Rol.BELEIDSMEDEWERKER:
        return
    stap = Beurt("Terugbellen", (Rol.BELEIDSMEDEWERKER,))
    verzoeken = Belverzoek.objects.filter(afgehandeld_op=None).select_related(
        "door__organisatie", "aanvraag__regeling"
    )
    for verzoek in verzoeken:
        gevraagd = date_format(timezone.localtime(verzoek.gevraagd_op), r"j F \o\m H.i \u\u\r")
        zaak = Zaak(
            naam=verzoek.door.organisatie.naam,
            onder=f"Belverzoek · {verzoek.telefoon} · sinds {gevraagd}",
            url=reverse("subsidies:belverzoeken"),
            regeling=verzoek.aanvraag.regeling.naam if verzoek.aanvraag else "",
            thema="",
            fictief=verzoek.door.organisatie.fictief,
        )
        yield werkregel(zaak, stap, kijker, None)
