"""What changes at a table whose grants run: who speaks for it, and a partner that stops."""

import datetime

from django.urls import reverse

from brieven.models import BerichtSoort
from brieven.services.bericht import leg_bericht_klaar
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Aanvraag, Besluit, Subsidie
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.selectors.standen import jaarstanden
from subsidies.services.slot import vergrendel
from subsidies.services.vervolgbesluit import vergrendel_subsidies
from uitvoering.models import Vervolgvoorstel
from uitvoering.regels.vertrek import na_vertrek
from uitvoering.services import voorbereiden
from uitvoering.services.voorbereiden import Bedragen

LOPEND = Subsidie.Stand.LOPEND


def wissel_penvoerder(*, aanvraag_id: int, organisatie_id: int, door: Lidmaatschap) -> Aanvraag:
    """From now on another partner speaks for the table; what was submitted stays as it was.

    Raises DomeinFout for an organisation without a running grant at this table. Every partner is told.
    """
    with handeling("tafel.penvoerder", door=door, over=Aanvraag(pk=aanvraag_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="De penvoerder wisselt een beleidsmedewerker, op verzoek.")
        aanvraag = vergrendel(aanvraag_id)
        if aanvraag.zelfstandig:
            raise DomeinFout("Deze organisatie vroeg alleen aan: er is geen tafel.", code="tafel.geen_tafel")
        if organisatie_id == aanvraag.penvoerder_id:
            raise DomeinFout("Deze organisatie is al penvoerder.", code="tafel.al_penvoerder", veld="organisatie")
        if not Subsidie.objects.filter(deel__aanvraag=aanvraag, ontvanger=organisatie_id, stand=LOPEND).exists():
            raise DomeinFout(
                "Een penvoerder heeft zelf een lopende subsidie aan deze tafel.",
                code="tafel.geen_partner",
                veld="organisatie",
            )
        aanvraag.penvoerder_id = organisatie_id
        aanvraag.save(update_fields=["penvoerder"])
        _meld(aanvraag, BerichtSoort.PENVOERDER, door)
        leg_vast(
            "tafel.penvoerder", door=door, over=aanvraag, kenmerk=Code(aanvraag.kenmerk), organisatie=organisatie_id
        )
    return aanvraag


def leg_vertrek_vast(*, subsidie_id: int, per: datetime.date, reden: str, door: Lidmaatschap) -> Vervolgvoorstel:
    """A partner stops on a day: a proposal to withdraw what comes after it, filled in, and the others are told.

    `per` is the first day without activities; the year in which it falls is cut by days. Raises DomeinFout for the
    penvoerder, who hands over first, and when nothing comes after that day.
    """
    with handeling("tafel.vertrek", door=door, over=Subsidie(pk=subsidie_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een vertrek legt een beleidsmedewerker vast.")
        aanvraag = vergrendel(Subsidie.objects.values_list("deel__aanvraag_id", flat=True).get(pk=subsidie_id))
        (subsidie,) = vergrendel_subsidies([subsidie_id])
        anderen = Subsidie.objects.filter(deel__aanvraag=aanvraag, stand=LOPEND).exclude(pk=subsidie_id)
        if subsidie.ontvanger_id == aanvraag.penvoerder_id and not aanvraag.zelfstandig and anderen.exists():
            raise DomeinFout("Wissel eerst van penvoerder.", code="tafel.penvoerder_stopt")
        standen = jaarstanden(subsidie)
        eraf = na_vertrek({jaar: stand.nu for jaar, stand in standen.items() if stand.vastgesteld is None}, per)
        if not eraf:
            raise DomeinFout("Na deze dag is er geen subsidie meer.", code="tafel.niets_meer", veld="per")
        voorstel = voorbereiden.stel_voor(
            aanvraag_id=aanvraag.pk,
            soort=Besluit.Soort.INTREKKING,
            grond="verzoek",
            motivering=reden,
            ingang=per,
            regels=[Bedragen(subsidie.pk, verandering=eraf)],
            door=door,
        )
        _meld(aanvraag, BerichtSoort.UITGESTAPT, door)
        leg_vast("tafel.vertrek", door=door, over=subsidie, kenmerk=Code(subsidie.kenmerk), dag=per)
    return voorstel


def _meld(aanvraag: Aanvraag, soort: BerichtSoort, door: Lidmaatschap) -> None:
    """To who signs for each partner with a grant at this table."""
    partners = Subsidie.objects.filter(deel__aanvraag=aanvraag).values_list("ontvanger_id", flat=True)
    leg_bericht_klaar(
        soort=soort,
        ontvangers=leden_met_rol(partners, Rol.TEKENBEVOEGDE, behalve=door),
        over=aanvraag,
        pad=reverse("uitvoering:subsidies"),
    )
