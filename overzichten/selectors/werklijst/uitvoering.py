"""What waits after the submission (bronnen) and of the accounts (verantwoording), read together in one query."""

from collections.abc import Iterable

from django.urls import reverse

from organisaties.models import Lidmaatschap
from overzichten.regels.aan_zet import Kijker
from overzichten.selectors.werklijst.bron import SLEUTELS
from overzichten.selectors.werklijst.bronnen import BRONNEN
from overzichten.selectors.werklijst.regel import Zaak, werkregel
from overzichten.selectors.werklijst.verantwoording import VERANTWOORDING
from overzichten.werkregel import Werkregel

ALLE = (*BRONNEN, *VERANTWOORDING)


def uitvoering(lid: Lidmaatschap, kijker: Kijker, organisatie_id: int | None = None) -> Iterable[Werkregel]:
    """Everything that waits for somebody, for who may see it, or only what concerns one organisation: one query."""
    bronnen = {
        bron.code: bron
        for bron in ALLE
        if bron.is_voor(lid, kijker) and (organisatie_id is None or bron.naar_ontvanger)
    }
    eerste, *rest = [bron.waarden(lid, kijker, organisatie_id) for bron in bronnen.values()]
    for rij in eerste.union(*rest, all=True):
        bron = bronnen[rij["bron"]]
        zaak = Zaak(
            naam=rij["naam_van"],
            onder=" · ".join(deel for deel in (rij["thema_naam"] or rij["regeling_naam"], rij["onder"]) if deel),
            url=reverse(bron.route, args=[rij[naam] for naam in SLEUTELS if rij[naam]]),
            regeling=rij["regeling_naam"],
            thema=rij["thema_naam"],
            fictief=rij["is_fictief"],
        )
        stap = bron.beurt(rij, lid)
        yield werkregel(zaak, stap, kijker, rij["laatste_dag"], next(iter(stap.namens(kijker)), None))
