"""Reclaiming (Awb 4:57): the proposal with the way to pay, what comes back, keeping it from a payment, and late."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

import pghistory
from django.urls import reverse
from django.utils import timezone

from begroting.services.betalen import boek_betalingen
from brieven.models import BerichtSoort, BriefSoort
from brieven.opstellen import maak_ondertekening
from brieven.services.bericht import leg_bericht_klaar
from brieven.services.mededeling import leg_mededeling_klaar
from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.selectors import vrije_dagen
from kern.spoor import Code, leg_vast
from kern.termijnen.verlenging import Duur, termijn
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from regelingen.parameters import Parameters
from subsidies.models import Besluit, Subsidie, Subsidiejaar, Zaakrol
from subsidies.regels.verdeel_over_dekking import Verdeling
from subsidies.selectors.ondertekenaars import leden_met_rol
from subsidies.selectors.standen import jaarstanden_van
from subsidies.services.zaakrol import neem_rol
from subsidies.toegang import SCHRIJVERS
from uitvoering.models import Terugontvangst, Terugvordering, Terugvorderingsjaar, Terugvorderplan, Vervolgvoorstel
from uitvoering.models.terugvordering import MEESTE_TERMIJNEN, Wijze
from uitvoering.selectors.betaalbaar import bij_de_bank
from uitvoering.selectors.terugvorderen import Terugvorderrij, als_rij, met_ontvangen, verrekenruimte
from uitvoering.services.betaalschema import plan
from uitvoering.services.betaalslot import vergrendel_zaken
from uitvoering.services.voorbereiden import Bedragen, stel_voor

NIETS: Mapping[int, Decimal] = {}


def stel_terugvordering_voor(
    *,
    subsidie_id: int,
    terug: Mapping[int, Decimal],
    grond: str,
    motivering: str,
    wijze: Wijze,
    termijnen: int,
    door: Lidmaatschap,
) -> Vervolgvoorstel:
    """Begin a reclaim, with the way in which it is to be paid. Raises what `stel_voor` raises, and DomeinFout for a
    number of instalments that does not fit."""
    with handeling("terugvordering.voorgesteld", door=door, over=Subsidie(pk=subsidie_id)):
        if (wijze == Wijze.TERMIJNEN) != (1 < termijnen <= MEESTE_TERMIJNEN):
            raise DomeinFout(
                f"Kies 2 tot en met {MEESTE_TERMIJNEN} termijnen, of laat in één keer betalen.",
                code="terugvordering.termijnen",
                veld="termijnen",
            )
        subsidie = Subsidie.objects.select_related("deel").get(pk=subsidie_id)
        voorstel = stel_voor(
            aanvraag_id=subsidie.deel.aanvraag_id,
            soort=Besluit.Soort.TERUGVORDERING,
            grond=grond,
            motivering=motivering,
            regels=[Bedragen(subsidie_id, terug={jaar: bedrag for jaar, bedrag in terug.items() if bedrag})],
            door=door,
        )
        Terugvorderplan.objects.create(voorstel=voorstel, wijze=wijze, termijnen=termijnen)
        leg_vast("terugvordering.voorgesteld", door=door, over=voorstel, kenmerk=Code(voorstel.kenmerk))
    return voorstel


def ontvang(
    *, terugvordering_id: int, bedrag: Decimal, datum: datetime.date, kenmerk: str, door: Lidmaatschap
) -> list[Terugontvangst]:
    """Book what came back by bank, on the oldest year first; what it kept committed falls free in the same boekstuk.

    Raises GeenRecht for who decided in the case, DomeinFout for a day to come, a kenmerk that was booked before, or
    more than is open.
    """
    with handeling("terugvordering.ontvangen", door=door, over=Terugvordering(pk=terugvordering_id)):
        terugvordering = _vergrendel(terugvordering_id, door)
        if datum > timezone.localdate():
            raise DomeinFout("Vul een dag in die voorbij is.", code="terugvordering.toekomst", veld="datum")
        geboekt = _boek(terugvordering, bedrag, datum, kenmerk, door)
        leg_vast(
            "terugvordering.ontvangen",
            door=door,
            over=terugvordering,
            kenmerk=Code(terugvordering.subsidie.kenmerk),
            bedrag=bedrag,
        )
    return geboekt


def verreken(
    *, terugvordering_id: int, subsidiejaar_id: int, bedrag: Decimal, door: Lidmaatschap
) -> list[Terugontvangst]:
    """Keep it from what another year still had coming (Awb 4:57 lid 3, 4:93): received here, paid there.

    Raises DomeinFout when the decision did not choose this, for another recipient or regeling, and for more than that
    year still has coming.
    """
    with handeling("terugvordering.verrekend", door=door, over=Terugvordering(pk=terugvordering_id)):
        met = (
            Subsidiejaar.objects.filter(pk=subsidiejaar_id, volgorde=1)
            .select_related("subsidie__deel__aanvraag")
            .first()
        )
        terugvordering = _vergrendel(terugvordering_id, door, met)
        if terugvordering.wijze != Wijze.VERREKENEN:
            raise DomeinFout("In het besluit staat niet dat wij verrekenen.", code="terugvordering.niet_verrekenen")
        if met is None or not _ander_tijdvak(terugvordering, met):
            raise DomeinFout(
                "Verrekenen kan met een ander tijdvak van dezelfde activiteiten (Awb 4:57 lid 3).",
                code="terugvordering.ander_doel",
                veld="met",
            )
        ruimte = verrekenruimte([met])[met.pk]
        if bedrag > ruimte:
            raise DomeinFout(
                f"In {met.jaar} betalen wij nog {als_euro(ruimte)}. Meer kunt u niet inhouden.",
                code="terugvordering.geen_ruimte",
                veld="bedrag",
            )
        vandaag = timezone.localdate()
        geboekt = _boek(terugvordering, bedrag, vandaag, f"verrekend {volgend_kenmerk(vandaag)}", door, met=met)
        leg_vast(
            "terugvordering.verrekend",
            door=door,
            over=terugvordering,
            kenmerk=Code(terugvordering.subsidie.kenmerk),
            bedrag=bedrag,
            jaar=met.jaar,
        )
    return geboekt


def maan_aan(*, terugvordering_id: int, door: Lidmaatschap) -> Terugvordering:
    """Demand payment of what is late, in writing, within the term of Awb 4:112; once. The people there get a message.

    Raises DomeinFout when nothing is late.
    """
    with handeling("terugvordering.aangemaand", door=door, over=Terugvordering(pk=terugvordering_id)):
        terugvordering = _vergrendel(terugvordering_id, door)
        rij = als_rij(met_ontvangen(Terugvordering.objects.filter(pk=terugvordering_id)).get())
        if not rij.achter:
            raise DomeinFout("Er is niets te laat. Aanmanen kan nog niet.", code="terugvordering.niet_te_laat")
        if terugvordering.aanmaning_id is not None:
            raise DomeinFout("Er is al een aanmaning gestuurd.", code="terugvordering.al_aangemaand")
        parameters = Parameters.uit_dict(terugvordering.beschikking.besluit.parameters)
        duur = Duur(parameters.aanmaning_weken)
        uiterlijk = termijn(timezone.localdate(), duur, vrije_dagen()).laatste_dag
        _leg_aanmaning_klaar(terugvordering, rij, duur, uiterlijk, door)
        leg_vast(
            "terugvordering.aangemaand",
            door=door,
            over=terugvordering,
            kenmerk=Code(terugvordering.subsidie.kenmerk),
            uiterlijk=uiterlijk,
        )
    return terugvordering


def _vergrendel(terugvordering_id: int, door: Lidmaatschap, met: Subsidiejaar | None = None) -> Terugvordering:
    """Lock the cases and grants that money moves between, then the reclaim; by finance, who did not decide."""
    eis_rol(door, Rol.FINANCIEEL, reden="Terugbetalingen boekt een financieel medewerker.")
    subsidie_id = Terugvordering.objects.values_list("subsidie_id", flat=True).get(pk=terugvordering_id)
    aanvragen, subsidies = vergrendel_zaken({subsidie_id, *([met.subsidie_id] if met else [])})
    for aanvraag in aanvragen:
        neem_rol(aanvraag, Zaakrol.Rol.BETALER, door)
    terugvordering = (
        Terugvordering.objects.select_for_update(of=("self",), no_key=True)
        .select_related("beschikking__besluit")
        .get(pk=terugvordering_id)
    )
    if terugvordering.vervallen_met_id is not None:
        raise DomeinFout("Deze terugvordering is na bezwaar herroepen.", code="terugvordering.vervallen")
    terugvordering.subsidie = next(subsidie for subsidie in subsidies if subsidie.pk == subsidie_id)
    if met is not None:
        met.subsidie = next(subsidie for subsidie in subsidies if subsidie.pk == met.subsidie_id)
    return terugvordering


def _ander_tijdvak(terugvordering: Terugvordering, met: Subsidiejaar) -> bool:
    een, ander = terugvordering.subsidie, met.subsidie
    return (
        een.ontvanger_id == ander.ontvanger_id
        and een.deel.aanvraag.regeling_id == ander.deel.aanvraag.regeling_id
        and ander.stand != Subsidie.Stand.INGETROKKEN
        and not terugvordering.jaren.filter(subsidiejaar=met).exists()
    )


def _boek(
    terugvordering: Terugvordering,
    bedrag: Decimal,
    datum: datetime.date,
    kenmerk: str,
    door: Lidmaatschap,
    met: Subsidiejaar | None = None,
) -> list[Terugontvangst]:
    """The ledger and the rows of one receipt. In one boekstuk: what came back, what fell free, and what it paid."""
    if Terugontvangst.objects.filter(terugvorderingsjaar__terugvordering=terugvordering, kenmerk=kenmerk).exists():
        raise DomeinFout("Deze ontvangst is al geboekt.", code="terugvordering.al_geboekt", veld="kenmerk")
    verdeeld = _verdeel(terugvordering, bedrag)
    standen = jaarstanden_van([terugvordering.subsidie_id])[terugvordering.subsidie_id]
    onderweg = bij_de_bank([terugvordering.subsidie_id]).get(terugvordering.subsidie_id, {})
    terug: dict[int, Decimal] = {}
    vrij: dict[int, Decimal] = {}
    for jaar, deel in verdeeld:
        stand = standen[jaar.subsidiejaar.jaar]
        blijft = stand.betaald + onderweg.get(stand.jaar, NUL) - deel
        verdeling = Verdeling(stand.dekking)
        verdeling.ontvang(deel)
        verdeling.verlaag(stand.verplicht - max(stand.recht, blijft))
        terug |= verdeling.terug
        vrij |= verdeling.bijstellingen
    boekstuk = boek_betalingen(
        boekstuk_kenmerk=f"terug-{volgend_kenmerk(datum)}",
        datum=datum,
        door=door,
        omschrijving=f"Terugontvangst op subsidie {terugvordering.subsidie.kenmerk}",
        betalingen=_betaald_met(met, bedrag) if met else [],
        terugontvangsten=terug,
        bijstellingen=vrij,
    )
    geboekt = Terugontvangst.objects.bulk_create(
        Terugontvangst(
            terugvorderingsjaar=jaar,
            bedrag=deel,
            datum=datum,
            kenmerk=kenmerk,
            verrekend_met=met,
            boekstuk=boekstuk,
            door=door,
        )
        for jaar, deel in verdeeld
    )
    plan([terugvordering.subsidie, *([met.subsidie] if met and met.subsidie != terugvordering.subsidie else [])])
    return geboekt


def _betaald_met(met: Subsidiejaar, bedrag: Decimal) -> list[tuple[int, Decimal]]:
    """Paid on the year that it was kept from."""
    verdeling = Verdeling(jaarstanden_van([met.subsidie_id])[met.subsidie_id][met.jaar].dekking)
    verdeling.betaal(bedrag)
    return verdeling.betalingen


def _verdeel(terugvordering: Terugvordering, bedrag: Decimal) -> list[tuple[Terugvorderingsjaar, Decimal]]:
    """Over the years of the reclaim, the oldest first."""
    if bedrag <= NUL:
        raise DomeinFout("Vul een bedrag in dat hoger is dan 0.", code="terugvordering.bedrag", veld="bedrag")
    rest, verdeeld = bedrag, []
    for jaar in terugvordering.jaren.select_related("subsidiejaar").prefetch_related("ontvangsten"):
        openstaand = jaar.bedrag - sum((rij.bedrag for rij in jaar.ontvangsten.all()), NUL)
        if deel := min(rest, openstaand):
            verdeeld.append((jaar, deel))
            rest -= deel
    if rest:
        raise DomeinFout(
            f"Er staat nog {als_euro(bedrag - rest)} open. Meer kan hier niet op komen.",
            code="terugvordering.te_veel_ontvangen",
            veld="bedrag",
        )
    return verdeeld


def _leg_aanmaning_klaar(
    terugvordering: Terugvordering, rij: Terugvorderrij, duur: Duur, uiterlijk: datetime.date, door: Lidmaatschap
) -> None:
    """It counts from the day of the letter, whatever day that becomes (Awb 4:112 lid 1)."""
    subsidie = terugvordering.subsidie
    with pghistory.context(lidmaatschap=door.pk):
        terugvordering.aanmaning = leg_mededeling_klaar(
            soort=BriefSoort.VRIJE_BRIEF,
            ontvanger=subsidie.ontvanger,
            over=terugvordering,
            onderwerp=f"Aanmaning: betaal {als_euro(rij.achter)} terug",
            waarden={
                "bericht": f"Op {rij.uiterlijk:%d-%m-%Y} hadden wij geld van u terug moeten hebben. "
                f"Het gaat om ons besluit {terugvordering.beschikking.kenmerk} over uw subsidie {subsidie.kenmerk}. "
                f"Er is nu {als_euro(rij.achter)} te laat.\n\n"
                f"Betaal dit bedrag binnen {duur} na de dag van deze brief (artikel 4:112 Awb). Noem bij uw betaling "
                "het kenmerk van het besluit.\n\n"
                "Betaalt u niet op tijd, dan kunnen wij het bedrag bij dwangbevel innen. De kosten daarvan en de "
                "wettelijke rente zijn dan voor u.\n\n"
                "Hebt u al betaald, dan hoeft u niets te doen. Lukt betalen niet? Bel ons dan voor die dag."
            },
            voorbeeld=subsidie.deel.aanvraag.fictief,
            regeling_id=subsidie.deel.aanvraag.regeling_id,
            ondertekening=maak_ondertekening(door, ""),
            noemer="Aanmaning",
            door=door,
        )
        terugvordering.aanmaning_uiterlijk = uiterlijk
        terugvordering.save(update_fields=["aanmaning", "aanmaning_uiterlijk"])
    leg_bericht_klaar(
        soort=BerichtSoort.TERUGBETALEN,
        ontvangers=leden_met_rol([subsidie.ontvanger_id], *SCHRIJVERS),
        over=terugvordering,
        pad=reverse("uitvoering:terugvordering", args=[subsidie.kenmerk, terugvordering.pk]),
    )
