"""Reclaiming what was paid too much, with its own ground and reasons (Awb 4:57, 4:95 lid 4)."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from brieven.models import BriefSoort
from brieven.snapshots import Tabel, Tabelrij, dagplek
from kern.geld import NUL, als_bedrag, als_euro, verdeel
from kern.selectors import vrije_dagen
from kern.termijnen.verlenging import termijn
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.models.mandaat import SoortBesluit
from organisaties.soorten import OrganisatieSoort
from regelingen.selectors import parameters_op
from subsidies.models import Beschikking, Besluit, Subsidiejaar
from subsidies.vervolg import Standen, Vervolg
from uitvoering.models import (
    Terugvordering,
    Terugvorderingsjaar,
    Terugvorderplan,
    Vervolgregel,
    Vervolgvoorstel,
)
from uitvoering.models.terugvordering import Wijze
from uitvoering.regels.terugbetalen import NA_VASTSTELLING, betaaltermijn, controleer_terug
from uitvoering.selectors.terugvorderen import te_veel_betaald, vastgesteld_op
from uitvoering.soorten.soort import Bedragsoort, Grond, Vervolgsoort

VOORSCHOT = "voorschot"
UITERLIJK = "uiterlijk"  # the field of the letter with the last day to pay (Awb 4:87)
GRONDEN = (
    Grond(NA_VASTSTELLING, "er is meer betaald dan wij vaststelden", "Artikel 4:57 lid 1 Awb", zienswijze=True),
    Grond(
        VOORSCHOT,
        "er is meer voorschot betaald dan waar nu recht op is",
        "Artikel 4:95 lid 4 Awb",
        zienswijze=True,
    ),
)


def controleer(voorstel: Vervolgvoorstel, vervolgen: list[tuple[Vervolg, Standen]]) -> None:
    """Never more than was paid too much, and never after five years."""
    for vervolg, standen in vervolgen:
        controleer_terug(
            voorstel.grond,
            vervolg.terug,
            te_veel_betaald(dict(standen), vervolg.subsidie.pk),
            vastgesteld_op(vervolg.subsidie.pk),
            timezone.localdate(),
        )


def waarden(regel: Vervolgregel, standen: Standen) -> Mapping[str, Any]:
    """The amount with its table, and how it is to be paid."""
    terug = {rij.jaar: rij.terug for rij in regel.bedragen.all() if rij.terug is not None}
    totaal, plan = sum(terug.values(), NUL), _plan(regel.voorstel)
    rekening = _rekening()
    return {
        "terug": totaal,
        UITERLIJK: betaaltermijn(parameters_op(regel.voorstel.aanvraag.regeling, timezone.localdate())),
        "overzicht": Tabel(
            bijschrift="Wat terug moet per jaar, in euro’s",
            koppen=("Jaar", "Uw recht", "Betaald", "Terug"),
            rijen=tuple(
                Tabelrij(
                    cellen=(
                        str(jaar),
                        als_bedrag(standen[jaar].recht),
                        als_bedrag(standen[jaar].betaald),
                        als_bedrag(bedrag),
                    )
                )
                for jaar, bedrag in terug.items()
                if jaar in standen
            ),
        ),
        "hoe": {
            Wijze.INEENS: f"Betaal {als_euro(totaal)} uiterlijk op {dagplek(UITERLIJK)}{rekening}. Noem het kenmerk "
            "van deze brief.",
            Wijze.TERMIJNEN: f"Met u spraken wij af dat u in {plan.termijnen} termijnen betaalt (artikel 4:94 Awb). "
            f"Hieronder staat wanneer u wat betaalt{rekening}. Noem steeds het kenmerk van deze brief.",
            Wijze.VERREKENEN: "U hoeft zelf niets over te maken. Wij houden het bedrag in op wat wij u voor een ander "
            "tijdvak nog betalen (artikelen 4:57 lid 3 en 4:93 Awb). Wij laten u weten wanneer.",
        }[Wijze(plan.wijze)],
        "schema": Tabel(
            bijschrift="Termijnen, in euro’s",
            koppen=("Uiterlijk op", "Bedrag"),
            rijen=tuple(
                Tabelrij(cellen=(dagplek(UITERLIJK, maanden=maand), als_bedrag(deel)))
                for maand, deel in enumerate(verdeel(totaal, [1] * plan.termijnen))
            ),
        )
        if plan.termijnen > 1 and totaal
        else None,
    }


def na_besluit(voorstel: Vervolgvoorstel, besluit: Besluit, door: Lidmaatschap) -> None:
    """The claim itself, with its euros per year."""
    plan, vandaag = _plan(voorstel), timezone.localdate()
    uiterlijk = termijn(vandaag, betaaltermijn(parameters_op(voorstel.aanvraag.regeling, vandaag)), vrije_dagen())
    beschikkingen = {beschikking.deel_id: beschikking for beschikking in besluit.beschikkingen.all()}
    for regel in voorstel.regels.select_related("subsidie").prefetch_related("bedragen"):
        terug = {rij.jaar: rij.terug for rij in regel.bedragen.all() if rij.terug}
        terugvordering = Terugvordering.objects.create(
            subsidie=regel.subsidie,
            beschikking=beschikkingen[regel.subsidie.deel_id],
            bedrag=sum(terug.values(), NUL),
            uiterlijk=uiterlijk.laatste_dag,
            wijze=plan.wijze,
            termijnen=plan.termijnen,
        )
        Terugvorderingsjaar.objects.bulk_create(
            Terugvorderingsjaar(terugvordering=terugvordering, subsidiejaar=jaar, bedrag=terug[jaar.jaar])
            for jaar in Subsidiejaar.objects.filter(subsidie=regel.subsidie, jaar__in=terug, volgorde=1)
        )


def _plan(voorstel: Vervolgvoorstel) -> Terugvorderplan:
    return Terugvorderplan.objects.filter(voorstel=voorstel).first() or Terugvorderplan(voorstel=voorstel)


def _rekening() -> str:
    """The account of the municipality, when it is on record."""
    iban = Organisatie.objects.filter(soort=OrganisatieSoort.GEMEENTE).earliest("id").iban
    return f" op rekening {iban}" if iban else ""


TERUGVORDERING = Vervolgsoort(
    soort=Besluit.Soort.TERUGVORDERING,
    mandaat=SoortBesluit.TERUGVORDERING,
    beschikking=Beschikking.Soort.TERUGVORDERING,
    brief=BriefSoort.TERUGVORDERING,
    onderwerp="U moet subsidie voor {waarvoor} terugbetalen",
    gronden=GRONDEN,
    controleer=controleer,
    waarden=waarden,
    na_besluit=na_besluit,
    bedragsoort=(Bedragsoort.TERUG,),
    maakbaar=False,
)
