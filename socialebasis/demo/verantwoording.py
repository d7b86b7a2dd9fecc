"""Three tables that accounted for 2020–2023: what they promised, did, reached and learned, each on its own day.

The call copies the goals of the real one of 2020, and the figures of the city are real. All the rest is made up: the
organisations, their amounts, and all they tell.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from organisaties.models import Lidmaatschap
from socialebasis.demo.eerder import bezorg
from socialebasis.demo.klok import AMSTERDAM, op_dag
from socialebasis.demo.subsidies import zaai_dekking
from socialebasis.demo.uitvragen import Kopie, zaai_kopie
from socialebasis.demo.verantwoording_geld import betaal, betaaldagen, stel_vast, vraag_vaststelling
from socialebasis.demo.verantwoording_jaar import (
    Tafelverhaal,
    beantwoord,
    dien_deel_in,
    dien_samen_in,
    herinner,
    open_jaar,
    rond_af,
    schrijf_deel,
    stel_vraag,
)
from socialebasis.demo.zaken import Leden, beoordeel, dien_in
from subsidies.services import beoordelen, besluiten
from thematafels import services
from thematafels.models import Thema, Thematafel, Uitvraag
from uitvoering.services.begin import begin_uitvoering
from verantwoording.models import Maatschappelijkeindicator
from verantwoording.planinhoud import als_inhoud
from verantwoording.selectors.afspraken import afspraken_van
from verantwoording.services import themaindicator, wijzigen
from verantwoording.services.vastleggen import leg_plan_vast

DATA = Path(__file__).parent / "data"
TAFELS = ("ontmoeten", "financien", "leefstijl")
KENMERK = "voorbeeld-sociale-basis-2020"
NAAM = "Voorbeelduitvraag sociale basis 2020–2023"
EERSTE = 2020
OPENT = datetime.datetime(2019, 9, 2, 9, tzinfo=AMSTERDAM)
SLUIT = datetime.datetime(2019, 10, 15, 17, tzinfo=AMSTERDAM)

# In the year before the first, and (by month and day) in the year after the one that is accounted for.
GEPUBLICEERD, INGEDIEND = datetime.date(2019, 8, 27), datetime.date(2019, 9, 24)
BEOORDEELD, BESLOTEN = datetime.date(2019, 10, 16), datetime.date(2019, 11, 26)
GEOPEND, GESCHREVEN, HERINNERD, ALSNOG, SAMEN = (1, 5), (2, 9), (4, 6), (4, 19), (4, 21)
GEVRAAGD, BEANTWOORD, AFGEROND, AANGEVRAAGD, VASTGESTELD = (5, 18), (5, 25), (6, 8), (6, 15), (7, 6)

# In every theme of this call, besides its own: a principle that shows itself at several tables.
OVERAL = {"groep": "Overal (voorbeeld)", "naam": "Plekken waar mensen al komen"}

Stap = Callable[[], None]


def zaai_verantwoording(gesloten: Uitvraag, leden: Leden) -> None:
    """Walk it once, from the call to the last account. `gesloten` is the call of 2020 with its real goals."""
    if Uitvraag.objects.filter(kenmerk=KENMERK).exists():
        return
    with transaction.atomic():
        verhalen = _verleen(_open(gesloten, leden), leden)
        for dag, stap in sorted(_dagboek(verhalen), key=lambda regel: regel[0]):
            with op_dag(dag):
                stap()
                bezorg(leden)


def _open(gesloten: Uitvraag, leden: Leden) -> Uitvraag:
    with op_dag(GEPUBLICEERD):
        uitvraag = zaai_kopie(
            gesloten,
            Kopie(NAAM, KENMERK, EERSTE, OPENT, SLUIT),
            door=leden["beleidsmedewerker"],
            erbij=partial(_zet_principe_erbij, door=leden["beleidsmedewerker"]),
        )
        zaai_dekking(uitvraag, leden["financieel"])
        bezorg(leden)
    return uitvraag


def _zet_principe_erbij(uitvraag: Uitvraag, door: Lidmaatschap) -> None:
    for thema in Thema.objects.filter(uitvraag=uitvraag, code__in=TAFELS):
        services.voeg_item_toe(soort="principe", ouder_id=thema.pk, gegevens=OVERAL, door=door)


def _verleen(uitvraag: Uitvraag, leden: Leden) -> list[Tafelverhaal]:
    """Applied for, assessed and granted as asked; the plans hold from then on."""
    with op_dag(INGEDIEND):
        verhalen = [_vraag_aan(uitvraag, naam, leden) for naam in TAFELS]
        bezorg(leden)
    with op_dag(BEOORDEELD):
        services.sluit(uitvraag_id=uitvraag.pk, door=None)
        for verhaal in verhalen:
            beoordeel(verhaal.aanvraag, verhaal.feiten["delen"], leden, alles=True)
            beoordelen.leg_voorstel_voor(aanvraag_id=verhaal.aanvraag.pk, door=verhaal.officier)
    with op_dag(BESLOTEN):
        for verhaal in verhalen:
            _besluit(verhaal)
        bezorg(leden)
    return verhalen


def _vraag_aan(uitvraag: Uitvraag, naam: str, leden: Leden) -> Tafelverhaal:
    feiten = yaml.safe_load((DATA / f"verantwoording_{naam}.yaml").read_text(encoding="utf-8"))
    tafel = Thematafel.objects.select_related("thema__uitvraag").get(thema__uitvraag=uitvraag, thema__code=naam)
    for indicator, bron, subdoel in feiten["stad"]:
        _koppel(tafel.thema, indicator, bron, subdoel, leden["beleidsmedewerker"])
    return Tafelverhaal(feiten, dien_in(feiten["delen"], tafel, leden), leden)


def _koppel(thema: Thema, naam: str, bron: str, subdoel: str | None, door: Lidmaatschap) -> None:
    """A figure of the city that was measured by others, as it is."""
    themaindicator.voeg_toe(
        thema_id=thema.pk,
        subdoel_id=thema.subdoelen.get(naam=subdoel).pk if subdoel else None,
        indicator_id=Maatschappelijkeindicator.objects.get(naam=naam, bron__naam=bron).pk,
        door=door,
    )


def _besluit(verhaal: Tafelverhaal) -> None:
    besluit = besluiten.neem_besluit(
        aanvraag_id=verhaal.aanvraag.pk, motivering="", door=verhaal.leden["besluitnemer"]
    )
    begin_uitvoering(besluit_id=besluit.pk)
    leg_plan_vast(besluit_id=besluit.pk)


def _dagboek(verhalen: Sequence[Tafelverhaal]) -> Iterator[tuple[datetime.date, Stap]]:
    aanvragen, leden = [verhaal.aanvraag for verhaal in verhalen], verhalen[0].leden
    for dag in betaaldagen(aanvragen):
        yield from betaal(aanvragen, dag, leden)
    for verhaal in verhalen:
        if wijziging := verhaal.feiten.get("wijziging"):
            yield from _wijzig(verhaal, wijziging)
        for jaar, feiten in verhaal.feiten["jaren"].items():
            yield from _jaar(verhaal, jaar, feiten)


def _wijzig(verhaal: Tafelverhaal, feiten: dict[str, Any]) -> Iterator[tuple[datetime.date, Stap]]:
    yield feiten["voorgesteld"], partial(_stel_wijziging_voor, verhaal, feiten)
    yield feiten["aanvaard"], partial(_aanvaard_wijziging, verhaal, feiten)


def _stel_wijziging_voor(verhaal: Tafelverhaal, feiten: dict[str, Any]) -> None:
    """Another target for one indicator, from a year on; the rest stays as it was agreed."""
    jaar, lid = feiten["vanaf_jaar"], verhaal.leden[feiten["account"]]
    (nu,) = [een for een in afspraken_van(verhaal.aanvraag.pk, jaar) if een.naam == feiten["activiteit"]]
    inhoud = als_inhoud(nu)
    for indicator in inhoud["indicatoren"]:
        if indicator["naam"] == feiten["indicator"]:
            indicator["streefwaarden"] |= {str(jaar): f"{doel}.00" for jaar, doel in feiten["streef"].items()}
    wijzigen.stel_voor(
        deel_id=nu.deel_id, nummer=nu.nummer, vanaf_jaar=jaar, inhoud=inhoud, reden=feiten["reden"], door=lid
    )


def _aanvaard_wijziging(verhaal: Tafelverhaal, feiten: dict[str, Any]) -> None:
    """The officer agrees, and the partner reads that."""
    lid = verhaal.leden[feiten["account"]]
    deel = verhaal.aanvraag.delen.get(organisatie=lid.organisatie_id)
    wijziging = wijzigen.aanvaard(
        wijziging_id=deel.planwijzigingen.get().pk, antwoord=feiten["antwoord"], door=verhaal.officier
    )
    wijzigen.lees_antwoord(wijziging=wijziging, door=lid)


def _jaar(verhaal: Tafelverhaal, jaar: int, feiten: dict[str, Any]) -> Iterator[tuple[datetime.date, Stap]]:
    """What happens in the year after. Where a question was not answered yet, that is where it stands."""

    def op(dag: tuple[int, int], stap: Callable[..., None], *wat: Any) -> tuple[datetime.date, Stap]:
        return datetime.date(jaar + 1, *dag), partial(stap, verhaal, jaar, *wat)

    laat, vraag = feiten.get("te_laat"), feiten.get("vraag")
    yield op(GEOPEND, open_jaar)
    for account in verhaal.accounts:
        yield op(GESCHREVEN if account != laat else ALSNOG, schrijf_deel, account)
        yield op(GESCHREVEN if account != laat else ALSNOG, dien_deel_in, account)
    if laat:
        yield op(HERINNERD, herinner, laat)
    yield op(SAMEN, dien_samen_in)
    if vraag:
        yield op(GEVRAAGD, stel_vraag, vraag)
    if vraag and "antwoord" in vraag:
        yield op(BEANTWOORD, beantwoord, vraag)
    yield op(AANGEVRAAGD, vraag_vaststelling)
    if "bevinding" in feiten:
        yield op(AFGEROND, rond_af)
        yield op(VASTGESTELD, stel_vast)
