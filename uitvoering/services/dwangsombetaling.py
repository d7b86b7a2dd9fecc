"""Finance paid a penalty (Awb 4:87): recorded outside the ledger of budgets, for it is no subsidy."""

import datetime

from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Zaakrol
from subsidies.services.slot import vergrendel
from subsidies.services.zaakrol import neem_rol
from uitvoering.models import Dwangsombetaling, Dwangsomdeel
from uitvoering.selectors.dwangsom import met_stand


def betaal_dwangsom(*, deel_id: int, datum: datetime.date, kenmerk: str, door: Lidmaatschap) -> Dwangsombetaling:
    """Record that all that was open of one share was paid.

    Raises GeenRecht for who decided or had another role in the case, DomeinFout when nothing is open any more.
    """
    with handeling("dwangsom.betaald", door=door, over=Dwangsomdeel(pk=deel_id)):
        eis_rol(door, Rol.FINANCIEEL, reden="Een betaling legt iemand van financiën vast.")
        aanvraag = vergrendel(
            Dwangsomdeel.objects.values_list("besluit__ingebrekestelling__aanvraag_id", flat=True).get(pk=deel_id)
        )
        deel = met_stand(Dwangsomdeel.objects.select_related("besluit__ingebrekestelling")).get(pk=deel_id)
        neem_rol(aanvraag, Zaakrol.Rol.BETALER, door)
        bedrag = vars(deel)["open"]
        if bedrag <= 0:
            raise DomeinFout("Deze dwangsom is al helemaal betaald.", code="dwangsom.al_betaald")
        if datum > timezone.localdate():
            raise DomeinFout("Deze dag is nog niet geweest.", code="dwangsom.dag", veld="datum")
        if datum < timezone.localdate(deel.besluit.genomen_op):
            raise DomeinFout("Op deze dag was er nog geen besluit.", code="dwangsom.voor_besluit", veld="datum")
        if not kenmerk.strip():
            raise DomeinFout("Vul het betalingskenmerk in.", code="dwangsom.kenmerk", veld="kenmerk")
        if deel.betalingen.filter(kenmerk=kenmerk.strip()).exists():
            raise DomeinFout("Deze betaling is al vastgelegd.", code="dwangsom.kenmerk_dubbel", veld="kenmerk")
        betaling = Dwangsombetaling.objects.create(
            deel=deel, bedrag=bedrag, datum=datum, kenmerk=kenmerk.strip(), door=door
        )
        leg_vast(
            "dwangsom.betaald",
            door=door,
            over=deel,
            kenmerk=Code(deel.besluit.ingebrekestelling.kenmerk),
            bedrag=bedrag,
            dag=datum,
        )
    return betaling
