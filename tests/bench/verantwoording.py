"""What a page of the accountability costs with ten years of seven tables and a million figures of the city behind it.

Two databases in one server, made by one generator (verantwoording_wereld.py): a demo of three tables in four years, as
the demo tells it, and the whole. A table accounts on the same in every year of both: 40 activities with 6 indicators,
each counted of 4 groups in 5 districts, and every list that goes by pages fills one. So what is compared is what lies
behind a page, and never what is on it; what the page of one year costs by itself has a limit of its own
(bladzijden.LANGST).
"""

import sys
from dataclasses import dataclass
from typing import Any

from tests.bench.bladzijden import Kant, Pagina, in_rust, maak_kant, meet, op, twee_databases, verslag
from tests.bench.servers import database

DEMO = {
    "tafels": 3,
    "jaren": 4,
    "indicatoren_stad": 50,
    "buurten": 20,
    "gemeenten": 30,
    "diepte": 30,
    "inlezingen": 60,
}
HEEL = {
    "tafels": 7,
    "jaren": 10,
    "indicatoren_stad": 100,
    "buurten": 120,
    "gemeenten": 123,
    "diepte": 40,
    "inlezingen": 500,
}
CELLEN, WAARNEMINGEN = 336_000, 1_000_000


def draai() -> int:
    with database() as (cluster, _redis):
        import django

        django.setup()
        from django.conf import settings

        from tests.bench.verantwoording_wereld import Maat

        settings.DEBUG = False  # as in production: else Django keeps every statement
        heel = Maat(**HEEL)
        assert (heel.cellen, heel.waarnemingen) == (CELLEN, WAARNEMINGEN)
        demo, groot = twee_databases(cluster)
        kanten = (_kant(demo, Maat(**DEMO)), _kant(groot, heel))
        uitslagen = [meet(pagina, kanten) for pagina in PAGINAS]
    sys.stdout.write(verslag(uitslagen, "ms CPU, demo en geheel"))
    return int(any(uitslag.mis for uitslag in uitslagen))


def _kant(verbinding: Any, maat: Any) -> Kant:
    from tests.bench.verantwoording_wereld import laad

    with op(verbinding):
        laad(maat)
        in_rust()
    return maak_kant(verbinding, _laatste, _lezers)


# --- the pages ---


@dataclass(frozen=True, slots=True)
class Plek:
    """The newest of everything, at the last table. Of the parts of the open account one is late, one was asked
    something, and one is in."""

    dicht: Any
    open: Any
    laat: Any
    gevraagd: Any
    binnen: Any
    indicator: Any
    inlezing: int

    @property
    def kenmerk(self) -> str:
        return str(self.open.aanvraag.kenmerk)

    @property
    def jaar(self) -> tuple[str, int]:
        return self.kenmerk, self.open.jaar

    @property
    def gesloten(self) -> tuple[str, int]:
        return self.kenmerk, self.dicht.jaar

    @property
    def thema(self) -> Any:
        return self.open.aanvraag.tafel.thema

    def van(self, deelverslag: Any) -> tuple[str, int]:
        return self.kenmerk, deelverslag.pk

    @property
    def afspraak(self) -> tuple[str, int, int]:
        """One agreed with who is late, that nobody wants to change: the participants took the numbers in turn."""
        from tests.bench.verantwoording_wereld import ONGEWIJZIGD

        return self.kenmerk, self.laat.deel_id, ONGEWIJZIGD


def _laatste() -> Plek:
    from verantwoording.models import Deelverslag, Inlezing, Maatschappelijkeindicator, Verantwoording

    open_ = (
        Verantwoording.objects.filter(stand="open")
        .select_related("aanvraag__penvoerder", "aanvraag__tafel__thema__uitvraag")
        .latest("pk")
    )
    delen = Deelverslag.objects.filter(verantwoording=open_).select_related("deel").order_by("-pk")
    per_stand = {deel.stand: deel for deel in delen}
    return Plek(
        dicht=Verantwoording.objects.get(aanvraag=open_.aanvraag, stand="ingediend"),
        open=open_,
        laat=per_stand["open"],
        gevraagd=per_stand["vraag"],
        binnen=per_stand["ingediend"],
        indicator=Maatschappelijkeindicator.objects.latest("pk"),
        inlezing=Inlezing.objects.latest("pk").pk,
    )


def _lezers(plek: Plek) -> dict[str, Any]:
    from organisaties.models import Lidmaatschap

    leden = Lidmaatschap.objects.select_related("gebruiker")
    return {rol: leden.filter(rol=rol).earliest("pk") for rol in ("beleidsmedewerker", "commissielid")} | {
        wie: leden.filter(organisatie=organisatie).earliest("pk")
        for wie, organisatie in (
            ("penvoerder", plek.open.aanvraag.penvoerder_id),
            ("laat", plek.laat.deel.organisatie_id),
            ("gevraagd", plek.gevraagd.deel.organisatie_id),
        )
    }


def _eigen_akkoord(plek: Plek) -> tuple[str, int, int]:
    eigen = plek.open.delen.get(deel__organisatie=plek.open.aanvraag.penvoerder_id)
    return *plek.jaar, eigen.pk


def _activiteit(plek: Plek) -> tuple[str, int]:
    return plek.kenmerk, plek.laat.activiteiten.earliest("pk").pk


def _gelezen_activiteit(plek: Plek) -> tuple[str, int]:
    return plek.kenmerk, plek.binnen.activiteiten.earliest("pk").pk


def _duiding(plek: Plek) -> tuple[str, int]:
    return plek.kenmerk, plek.open.duidingen.get(vraag="samen").pk


def _duiding_van_subdoel(plek: Plek) -> tuple[str, int]:
    return plek.kenmerk, plek.open.duidingen.filter(vraag="subdoel").earliest("pk").pk


def _wijziging(plek: Plek) -> tuple[str, int]:
    return plek.kenmerk, plek.laat.deel.planwijzigingen.earliest("pk").pk


def _vraag(plek: Plek) -> tuple[str, int]:
    return plek.kenmerk, plek.gevraagd.bevindingen.get(soort="vraag").pk


def _stuk(plek: Plek) -> tuple[str, int, int]:
    return *plek.gesloten, plek.dicht.stukken.get().nummer


ROOM = "verantwoording"
RAAD = (
    Pagina("commissielid", f"{ROOM}:index"),
    Pagina("commissielid", f"{ROOM}:raad", lambda p: p.gesloten),
    Pagina("commissielid", f"{ROOM}:raad", lambda p: p.gesloten, lambda _: {"bladzijde": "last"}, "laatste"),
    Pagina("commissielid", f"{ROOM}:stuk", _stuk),
    Pagina("commissielid", f"{ROOM}:plan", lambda p: (p.kenmerk,)),
    Pagina("commissielid", f"{ROOM}:terugblik"),
    Pagina("commissielid", f"{ROOM}:terugblik", vraag=lambda p: {"thema": p.thema.naam}, uitleg="?thema="),
    Pagina("commissielid", f"{ROOM}:zoeken"),
    Pagina("commissielid", f"{ROOM}:zoeken", vraag=lambda _: {"principe": "Principe 3"}, uitleg="?principe="),
    Pagina("commissielid", f"{ROOM}:zoeken", vraag=lambda _: {"zoek": "koffie elk"}, uitleg="woorden"),
    Pagina(
        "commissielid",
        f"{ROOM}:zoeken",
        vraag=lambda p: {"principe": "Principe 3", "thema": p.thema.naam, "jaar": p.dicht.jaar, "bereikt": "nee"},
        uitleg="alles",
    ),
    Pagina("commissielid", f"{ROOM}:indicatoren"),
    Pagina("commissielid", f"{ROOM}:indicatoren", vraag=lambda _: {"zoek": "indicator 9"}, uitleg="?zoek="),
    Pagina("commissielid", f"{ROOM}:indicator", lambda p: (p.indicator.code,)),
    Pagina(
        "commissielid",
        f"{ROOM}:indicator",
        lambda p: (p.indicator.code,),
        lambda _: {"met": ["GM1", "GM2", "GM3"], "soort": "buurt", "bladzijde": 2, "herzien": 2},
        "vergelijken",
    ),
)
PARTNER = (
    Pagina("penvoerder", "overzichten:werklijst"),
    Pagina("penvoerder", f"{ROOM}:index"),
    Pagina("penvoerder", f"{ROOM}:jaar", lambda p: p.jaar),
    Pagina("penvoerder", f"{ROOM}:samen", lambda p: p.jaar),
    Pagina("penvoerder", f"{ROOM}:samen_akkoord", _eigen_akkoord),
    Pagina("penvoerder", f"{ROOM}:samen_indienen", lambda p: p.jaar),
    Pagina("penvoerder", f"{ROOM}:duiding", _duiding),
    Pagina("penvoerder", f"{ROOM}:duiding", _duiding_van_subdoel, uitleg="subdoel"),
    Pagina("penvoerder", f"{ROOM}:activiteit", _gelezen_activiteit, uitleg="lezen"),
    Pagina("laat", "overzichten:werklijst"),
    Pagina("laat", f"{ROOM}:plan", lambda p: (p.kenmerk,)),
    Pagina("laat", f"{ROOM}:samenhang", lambda p: (p.kenmerk,)),
    Pagina("laat", f"{ROOM}:plan_nieuw", lambda p: (p.kenmerk, p.laat.deel_id)),
    Pagina("laat", f"{ROOM}:plan_wijzig", lambda p: p.afspraak),
    Pagina("laat", f"{ROOM}:plan_stop", lambda p: p.afspraak),
    Pagina("laat", f"{ROOM}:planwijziging", _wijziging),
    Pagina("laat", f"{ROOM}:deelverslag", lambda p: p.van(p.laat)),
    Pagina("laat", f"{ROOM}:deelverslag_indienen", lambda p: p.van(p.laat)),
    Pagina("laat", f"{ROOM}:activiteit", _activiteit, uitleg="schrijven"),
    Pagina("laat", f"{ROOM}:verhaal_nieuw", _activiteit),
    Pagina("laat", f"{ROOM}:plakken", lambda p: p.van(p.laat)),
    Pagina("laat", f"{ROOM}:plakblad", lambda p: (*p.van(p.laat), "xlsx")),
    Pagina("gevraagd", f"{ROOM}:beoordelen_deel", lambda p: p.van(p.gevraagd)),
    Pagina("gevraagd", f"{ROOM}:antwoord", _vraag),
)
GEMEENTE = (
    Pagina("beleidsmedewerker", "overzichten:werklijst"),
    Pagina("beleidsmedewerker", "uitvoering:subsidie", lambda p: (p.binnen.deel.subsidie.kenmerk,)),
    Pagina("beleidsmedewerker", f"{ROOM}:index"),
    Pagina("beleidsmedewerker", f"{ROOM}:jaar", lambda p: p.gesloten),
    Pagina("beleidsmedewerker", f"{ROOM}:deelverslag", lambda p: p.van(p.binnen)),
    Pagina("beleidsmedewerker", f"{ROOM}:samen", lambda p: p.gesloten),
    Pagina("beleidsmedewerker", f"{ROOM}:beoordelen", lambda p: p.gesloten),
    Pagina("beleidsmedewerker", f"{ROOM}:beoordelen_deel", lambda p: p.van(p.binnen)),
    Pagina("beleidsmedewerker", f"{ROOM}:openen", lambda p: (p.kenmerk,)),
    Pagina("beleidsmedewerker", f"{ROOM}:te_laat"),
    Pagina("beleidsmedewerker", f"{ROOM}:planwijzigingen"),
    Pagina("beleidsmedewerker", f"{ROOM}:planwijziging", _wijziging),
    Pagina("beleidsmedewerker", f"{ROOM}:themaindicatoren", lambda p: (p.thema.uitvraag.kenmerk, p.thema.code)),
    Pagina("beleidsmedewerker", f"{ROOM}:inlezingen"),
    Pagina("beleidsmedewerker", f"{ROOM}:inlezing_nieuw"),
    Pagina("beleidsmedewerker", f"{ROOM}:inlezing", lambda p: (p.inlezing,)),
    Pagina("beleidsmedewerker", f"{ROOM}:inlezing_voortgang", lambda p: (p.inlezing,)),
    Pagina("beleidsmedewerker", f"{ROOM}:waarneming_nieuw"),
    *(
        Pagina("beleidsmedewerker", f"{ROOM}:register", lambda _, slug=slug: (slug,), uitleg=slug)
        for slug in ("bronnen", "indicatoren", "gebieden")
    ),
    Pagina("beleidsmedewerker", f"{ROOM}:register_wijzig", lambda p: ("indicatoren", p.indicator.pk)),
)
PAGINAS = (*RAAD, *PARTNER, *GEMEENTE)
