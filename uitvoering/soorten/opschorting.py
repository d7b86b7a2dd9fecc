"""Suspending payment while there is a serious suspicion of a ground to withdraw or to adjust (Awb 4:56)."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from brieven.models import BriefSoort
from kern.fouten import DomeinFout
from kern.termijnen.stappen import datum
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from subsidies.models import Beschikking, Besluit, Subsidie
from subsidies.vervolg import Standen, Vervolg
from uitvoering.models import Opschorting, Vervolgregel, Vervolgvoorstel
from uitvoering.regels.opschorting import controleer_vermoeden, uiterlijk
from uitvoering.selectors.opschorting import eerdere_opschortingen
from uitvoering.soorten.soort import Grond, Vervolgsoort

VERMOEDEN = "vermoeden"  # before the settlement
GRONDEN = (
    Grond(
        VERMOEDEN,
        "er is een ernstig vermoeden van een grond om de verlening in te trekken of te verlagen",
        "Artikel 4:56 Awb, bij artikel 4:48",
    ),
    Grond(
        "vermoeden_erna",
        "er is een ernstig vermoeden van een grond om de vaststelling in te trekken of te verlagen",
        "Artikel 4:56 Awb, bij artikel 4:49",
    ),
)


def controleer(voorstel: Vervolgvoorstel, vervolgen: list[tuple[Vervolg, Standen]]) -> None:
    """It begins with the letter and lasts at most thirteen weeks, for one suspicion together; once at a time."""
    vandaag = timezone.localdate()
    laatste = uiterlijk(vandaag)
    if voorstel.einde is None or not vandaag <= voorstel.einde <= laatste:
        raise DomeinFout(
            f"De betaling kan opgeschort worden tot en met uiterlijk {datum(laatste)}: dertien weken (Awb 4:56).",
            code="opschorting.te_lang",
            veld="einde",
        )
    for vervolg, _ in vervolgen:
        if vervolg.subsidie.stand == Subsidie.Stand.INGETROKKEN:
            raise DomeinFout("Deze subsidie is ingetrokken.", code="opschorting.ingetrokken")
        if any(rij.loopt_op(vandaag) for rij in vervolg.subsidie.opschortingen.all()):
            raise DomeinFout(
                f"De betaling aan {vervolg.subsidie.ontvanger} is al opgeschort.", code="opschorting.loopt_al"
            )
        controleer_vermoeden(
            ontvanger=vervolg.subsidie.ontvanger.naam,
            eerder=eerdere_opschortingen(vervolg.subsidie),
            zelfde=voorstel.vermoeden_uit_id,
            nieuw=voorstel.nieuw_vermoeden,
            einde=voorstel.einde,
            vandaag=vandaag,
        )


def waarden(regel: Vervolgregel, standen: Standen) -> Mapping[str, Any]:
    """Who was suspended before reads what is new (Awb 3:46)."""
    voorstel = regel.voorstel
    if not voorstel.nieuw_vermoeden:
        return {}
    return {
        "motivering": f"{voorstel.motivering}\n\nDit is een ander vermoeden dan eerder: {voorstel.nieuw_vermoeden}"
    }


def na_besluit(voorstel: Vervolgvoorstel, besluit: Besluit, door: Lidmaatschap) -> None:
    vandaag = timezone.localdate()
    Opschorting.objects.bulk_create(
        Opschorting(subsidie_id=subsidie_id, besluit=besluit, van=vandaag, tot_en_met=voorstel.einde or vandaag)
        for subsidie_id in voorstel.regels.order_by("id").values_list("subsidie_id", flat=True)
    )


OPSCHORTING = Vervolgsoort(
    soort=Besluit.Soort.OPSCHORTING,
    mandaat=SoortBesluit.OPSCHORTING,
    beschikking=Beschikking.Soort.OPSCHORTING,
    brief=BriefSoort.OPSCHORTING,
    onderwerp="Wij betalen uw subsidie voor {waarvoor} voorlopig niet",
    gronden=GRONDEN,
    controleer=controleer,
    waarden=waarden,
    na_besluit=na_besluit,
    bedragsoort=(),
    dagen=("einde",),
    vermoeden=True,
)
