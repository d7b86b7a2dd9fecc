"""What became of one letter after it was made: placed or posted, mailed about, opened, come back."""

import datetime
from dataclasses import dataclass

from brieven.models import Bericht, Bezorging, Brief, Stand, Wijze
from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap

_ZINNEN = {
    Wijze.PORTAAL: "In het portaal gezet",
    Wijze.POST: "Met de post verzonden",
    Wijze.RETOUR: "Onbestelbaar teruggekomen",
}


@dataclass(frozen=True)
class Logregel:
    """One line of the log; `wie` is empty for the system itself."""

    tijdstip: datetime.datetime
    wat: str
    wie: str = ""


def bezorglog(brief: Brief) -> list[Logregel]:
    """Every moment in the delivery of a letter, in order. Four queries."""
    regels = [Logregel(een.tijdstip, _ZINNEN[Wijze(een.wijze)]) for een in Bezorging.objects.filter(brief=brief)]
    regels += [
        Logregel(een.verzonden_op, "Per e-mail gemeld dat er een brief klaarstaat", een.ontvanger.gebruiker.naam)
        for een in Bericht.objects.filter(
            over_soort=brief._meta.label_lower, over_id=brief.pk, verzonden_op__isnull=False
        ).select_related("ontvanger__gebruiker")
        if een.verzonden_op is not None
    ]
    geopend = Gebeurtenis.objects.filter(
        soort="brief.ingezien", over_soort=brief._meta.label_lower, over_id=brief.pk, geweigerd=""
    )
    keren = list(geopend.values_list("tijdstip", "lidmaatschap_id"))
    namen: dict[int | None, str] = {
        lid.pk: lid.gebruiker.naam
        for lid in Lidmaatschap.objects.filter(pk__in={lid for _, lid in keren}).select_related("gebruiker")
    }
    regels += [Logregel(tijdstip, "Geopend door de ontvanger", namen.get(lid, "")) for tijdstip, lid in keren]
    return sorted(regels, key=lambda regel: regel.tijdstip)


def is_retour_te_melden(brief: Brief) -> bool:
    """A posted letter may come back once."""
    return (
        brief.stand == Stand.VERZONDEN
        and brief.wijze == Wijze.POST
        and not brief.bezorgingen.filter(wijze=Wijze.RETOUR).exists()
    )
