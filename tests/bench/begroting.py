"""What a page about the money costs with a hundred times the demo behind it: CPU of this process and of PostgreSQL.

Two databases in one server: the demo, and a copy of it with ten years of a municipality on top (begroting_wereld.py).
Each page is asked of the largest place of its own database. The two take turns, so that a busy machine hits them
alike; the figure of a page is the median over the rounds.
"""

import datetime
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bench.bladzijden import Kant, Pagina, geen, in_rust, kaal, maak_kant, meet, op, twee_databases, verslag
from tests.bench.servers import database


def draai() -> int:
    with database() as (cluster, _redis):
        import django

        django.setup()
        from django.conf import settings

        from socialebasis.demo.zaaien import zaai

        zaai()
        settings.DEBUG = False  # as in production: else Django keeps every statement
        demo, groot = twee_databases(cluster)
        fouten = _vul(groot)
        kanten = (_kant(demo), _kant(groot))
        uitslagen = [meet(pagina, kanten) for pagina in PAGINAS]
    sys.stdout.write(
        verslag(uitslagen, "ms CPU, demo en honderdmaal")
        + f"de standen kloppen met de boekingen: {'NEE' if fouten else 'ja'}\n"
        + "".join(f"{fout}\n" for fout in fouten[:20])
    )
    return int(bool(fouten) or any(uitslag.mis for uitslag in uitslagen))


def _vul(groot: Any) -> list[str]:
    """Loads the big one, and gives what does not agree with its rows afterwards."""
    from overzichten.selectors.aansluiting import verschillen
    from overzichten.services.uitsplitsing import ververs
    from tests.bench.begroting_wereld import Maat, laad

    with op(groot):
        laad(Maat())
        ververs()
        in_rust()
        return [f"sluit niet aan: {verschil}" for verschil in verschillen()]


def _kant(verbinding: Any) -> Kant:
    from organisaties.models import Lidmaatschap
    from overzichten.services.uitsplitsing import ververs

    def lezers(_plek: Plek) -> dict[str, Lidmaatschap]:
        rollen = {pagina.wie for pagina in PAGINAS}
        return {rol: Lidmaatschap.objects.filter(rol=rol, tot=None).earliest("pk") for rol in rollen}

    with op(verbinding):
        ververs()  # as after a night
        in_rust()
    return maak_kant(verbinding, _grootste, lezers)


# --- the pages ---


@dataclass(frozen=True, slots=True)
class Plek:
    """The largest of everything in one database."""

    doel: Any
    lopend: Any
    verplichting: Any
    ontvanger: int
    stuk: str
    bedrag: str

    @property
    def jaar(self) -> Any:
        return self.doel.budgetjaar

    @property
    def eind(self) -> datetime.date:
        return datetime.date(self.jaar.jaar, 12, 31)


def _grootste() -> Plek:
    from django.db.models import Count
    from django.utils import timezone

    from begroting.models import Bestedingsdoel, Budgetjaar, Verplichting
    from organisaties.models import Organisatie

    doel = (
        Bestedingsdoel.objects.filter(budgetjaar__jaar__lt=timezone.localdate().year)
        .select_related("budgetjaar__budget")
        .annotate(aantal=Count("verplichtingen"))
        .latest("aantal", "budgetjaar__jaar", "pk")
    )
    verplichting = (
        Verplichting.objects.filter(bestedingsdoel=doel, subsidiejaar__isnull=False)
        .annotate(aantal=Count("boekingen"))
        .latest("aantal", "pk")
    )
    return Plek(
        doel=doel,
        lopend=Budgetjaar.objects.filter(doelen__verplichtingen__subsidiejaar__subsidie__stand="lopend")
        .annotate(aantal=Count("pk"))
        .latest("aantal", "jaar"),
        verplichting=verplichting,
        ontvanger=Organisatie.objects.filter(
            pk__in=doel.verplichtingen.values("ontvanger"), aanvrager_soort="rechtspersoon"
        )
        .annotate(aantal=Count("verplichtingen"))
        .latest("aantal", "pk")
        .pk,
        stuk=verplichting.kenmerk.partition("/")[0],
        bedrag=str(verplichting.boekingen.earliest("pk").bedrag).replace(".", ","),
    )


def _per(plek: Plek) -> dict[str, Any]:
    return {"per": plek.eind}


def _jaar(plek: Plek) -> dict[str, Any]:
    return {"jaar": plek.jaar.jaar}


_RAAD: tuple[tuple[str, Callable[[Plek], tuple[Any, ...]]], ...] = (
    ("geld", geen),
    ("geld_budget", lambda p: (p.jaar.budget.code,)),
    ("geld_jaar", lambda p: (p.jaar.budget.code, p.jaar.jaar)),
    ("geld_doel", lambda p: (p.jaar.budget.code, p.jaar.jaar, p.doel.code)),
    ("geld_verplichting", lambda p: (p.jaar.budget.code, p.jaar.jaar, p.doel.code, p.verplichting.kenmerk)),
    ("geld_ontvanger", lambda p: (p.ontvanger,)),
)
PAGINAS = (
    *(
        Pagina("commissielid", f"overzichten:{route}", args, vraag, uitleg)
        for route, args in _RAAD
        for vraag, uitleg in ((kaal, ""), (_per, "?per="))
    ),
    Pagina("commissielid", "overzichten:geld", geen, _jaar, "?jaar="),
    Pagina("commissielid", "overzichten:geld", geen, lambda p: _jaar(p) | _per(p), "?jaar=&per="),
    Pagina("financieel", "overzichten:benutting", geen, kaal),
    Pagina("financieel", "overzichten:benutting", geen, lambda p: {"jaar": p.lopend.jaar}, "?jaar="),
    Pagina("financieel", "overzichten:benutting_jaar", lambda p: (p.lopend.pk,), kaal),
    Pagina("financieel", "overzichten:wat_als", lambda p: (p.lopend.pk,), kaal),
    Pagina(
        "financieel",
        "overzichten:wat_als",
        lambda p: (p.lopend.pk,),
        lambda _: {"percentage": "2,5", "afronding": "cent"},
        "2,5%",
    ),
    Pagina("financieel", "overzichten:bewegingen", geen, kaal),
    Pagina(
        "financieel",
        "overzichten:bewegingen",
        geen,
        lambda p: {"van": "01-01-2017", "tot": f"{p.eind:%d-%m-%Y}"},
        "jaren",
    ),
    Pagina(
        "financieel",
        "overzichten:bewegingen",
        geen,
        lambda p: {
            "van": f"01-01-{p.jaar.jaar}",
            "tot": f"{p.eind:%d-%m-%Y}",
            "soort": "",
            "budget": p.jaar.budget_id,
        },
        "een budget",
    ),
    Pagina("financieel", "overzichten:zoeken", geen, kaal),
    Pagina("financieel", "overzichten:zoeken", geen, lambda p: {"kenmerk": p.stuk}, "kenmerk"),
    Pagina("financieel", "overzichten:zoeken", geen, lambda p: {"kenmerk": "", "bedrag": p.bedrag}, "bedrag"),
    Pagina("financieel", "begroting:budget_lijst", geen, kaal),
    Pagina("financieel", "begroting:budget_detail", lambda p: (p.jaar.budget_id,), kaal),
    Pagina("financieel", "begroting:budgetjaar_detail", lambda p: (p.jaar.pk,), kaal),
    Pagina("financieel", "begroting:doel_detail", lambda p: (p.doel.pk,), kaal),
    Pagina("financieel", "begroting:verplichting_detail", lambda p: (p.verplichting.pk,), kaal),
    Pagina("beleidsmedewerker", "organisaties:lijst", geen, kaal),
    Pagina("beleidsmedewerker", "organisaties:lijst", geen, lambda _: {"zoek": "haarlem"}, "zoek"),
    Pagina("beleidsmedewerker", "organisaties:detail", lambda p: (p.ontvanger,), kaal),
    Pagina("beleidsmedewerker", "overzichten:organisatiebeeld", lambda p: (p.ontvanger,), kaal),
)
