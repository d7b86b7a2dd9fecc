"""What waits of the yearly accounts. One line per kind, read in the same query as all that waits after a decision."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import PARTNER
from overzichten.selectors.werklijst.bron import Bron
from overzichten.selectors.werklijst.bronnen import BEHANDELAAR, SCHRIJVER, TEKENAAR
from verantwoording.models import (
    Activiteitverslag,
    Bevinding,
    Deelverslag,
    Duiding,
    Meetafspraak,
    Meting,
    NietGemeten,
    Planwijziging,
    Verantwoording,
    Verslagakkoord,
)
from verantwoording.regels.verslag_compleet import ALTIJD, TEKST_MIST
from verantwoording.selectors.deelverslag import in_verslag
from verantwoording.selectors.planwijziging import ongelezen
from verantwoording.selectors.te_laat import aan_de_beurt, niet_hersteld

BINNEN = (Deelverslag.Stand.INGEDIEND, Deelverslag.Stand.VRAAG, Deelverslag.Stand.AANVAARD)


def _te_schrijven() -> QuerySet[Any]:
    """Own parts that must still come; a reminder gave a new last day."""
    rijen: QuerySet[Any] = aan_de_beurt().annotate(laatste=Coalesce("hersteltermijn", "uiterlijk"))
    return rijen


def _onaf() -> Q:
    """Of an own part something is not written, not counted or not answered: what `verslag_compleet` asks, as far as
    one query can tell. The page says the rest."""
    niet_gedaan = Q(volgens_plan=Activiteitverslag.Gedaan.NEE)
    teksten = [Q(**{veld: ""}) if veld in ALTIJD else Q(**{veld: ""}) & ~niet_gedaan for veld in TEKST_MIST]
    meet = {"verslag": OuterRef(OuterRef("pk")), "meetafspraak": OuterRef("pk")}
    ongemeten = Meetafspraak.objects.filter(
        ~Exists(Meting.objects.filter(**meet)),
        ~Exists(NietGemeten.objects.filter(**meet)),
        afspraak=OuterRef("afspraak"),
    )
    open_ = reduce(or_, teksten, Q(volgens_plan="") | Q(Exists(ongemeten)))
    vragen = Bevinding.objects.filter(deelverslag=OuterRef("pk"), soort=Bevinding.Soort.VRAAG, antwoord_op=None)
    return Q(Exists(in_verslag().filter(open_, deelverslag=OuterRef("pk")))) | Q(Exists(vragen))


def _namens(*, onaf: bool) -> QuerySet[Any]:
    """Own parts that are to be handed in, or handed in again: still written, or waiting for a signature."""
    laatste = Case(When(stand=Deelverslag.Stand.OPEN, then=Coalesce("hersteltermijn", "uiterlijk")))
    open_ = Q(pk__in=aan_de_beurt().values("pk")) | Q(stand=Deelverslag.Stand.VRAAG)
    rijen: QuerySet[Any] = Deelverslag.objects.filter(open_, _onaf() if onaf else ~_onaf()).annotate(laatste=laatste)
    return rijen


def _aan_de_tafel() -> QuerySet[Verantwoording]:
    """Joint accounts that the table can work on: something came in, and nobody has time left for its own part."""
    delen = Deelverslag.objects.filter(verantwoording=OuterRef("pk"))
    wacht = delen.filter(stand=Deelverslag.Stand.OPEN, uiterlijk__gte=timezone.localdate())
    return Verantwoording.objects.filter(
        Exists(delen.filter(stand__in=BINNEN)), ~Exists(wacht), stand=Verantwoording.Stand.OPEN
    )


def _leeg() -> Exists:
    return Exists(Duiding.objects.filter(verantwoording=OuterRef("pk"), tekst=""))


def _geschreven() -> QuerySet[Verantwoording]:
    return _aan_de_tafel().filter(~_leeg())


def _zonder_akkoord() -> QuerySet[Deelverslag]:
    """Parts that are in, of whom nobody agreed to what is written now: every change voids an akkoord."""
    akkoord = Verslagakkoord.objects.filter(deelverslag=OuterRef("pk"), vervallen_op=None)
    return Deelverslag.objects.filter(~Exists(akkoord), stand__in=BINNEN)


def _gaf_akkoord_elders(lid: Lidmaatschap) -> Exists:
    """One person agrees for one organisation."""
    akkoord = Verslagakkoord.objects.filter(verantwoording=OuterRef("verantwoording"), vervallen_op=None)
    return Exists(akkoord.filter(door__gebruiker=lid.gebruiker_id))


def _in_te_dienen() -> QuerySet[Verantwoording]:
    """Everybody whose part is in agrees, or the last day is over: then it may go without."""
    eens = ~Exists(_zonder_akkoord().filter(verantwoording=OuterRef("pk")))
    return _geschreven().filter(Q(eens) | Q(uiterlijk__lt=timezone.localdate()))


def _af_te_ronden() -> QuerySet[Verantwoording]:
    """Submitted, and of no part that came in is anything left to judge."""
    open_ = Deelverslag.objects.filter(
        verantwoording=OuterRef("pk"), stand__in=(Deelverslag.Stand.INGEDIEND, Deelverslag.Stand.VRAAG)
    )
    return Verantwoording.objects.filter(~Exists(open_), stand=Verantwoording.Stand.INGEDIEND)


DEEL: dict[str, Any] = {
    "route": "verantwoording:deelverslag",
    "sleutels": ("verantwoording__aanvraag__kenmerk", "pk"),
    "naar_ontvanger": "deel__organisatie",
    "naar_aanvraag": "verantwoording__aanvraag",
}
SAMEN: dict[str, Any] = {
    "sleutels": ("aanvraag__kenmerk", "jaar"),
    "naar_ontvanger": "aanvraag__penvoerder",
    "naar_aanvraag": "aanvraag",
}
PLANWIJZIGING: dict[str, Any] = {
    "route": "verantwoording:planwijziging",
    "sleutels": ("deel__aanvraag__kenmerk", "pk"),
    "naar_ontvanger": "deel__organisatie",
    "naar_aanvraag": "deel__aanvraag",
}

VERANTWOORDING = (
    Bron(
        code="eigen_verslag",
        wat="Het eigen verslag schrijven en indienen",
        rijen=_te_schrijven,
        rollen=SCHRIJVER,
        dag="laatste",
        bij_ontvanger=True,
        **DEEL,
    ),
    Bron(
        code="verslag_vraag",
        wat="Een vraag over het eigen verslag beantwoorden en het opnieuw indienen",
        rijen=lambda: Deelverslag.objects.filter(stand=Deelverslag.Stand.VRAAG),
        rollen=SCHRIJVER,
        bij_ontvanger=True,
        **DEEL,
    ),
    Bron(
        code="verslag_schrijven_namens",
        wat="Het eigen verslag schrijven",
        rijen=lambda: _namens(onaf=True),
        rollen=SCHRIJVER,
        dag="laatste",
        bij_ontvanger=True,
        alleen_namens=True,
        **DEEL,
    ),
    Bron(
        code="verslag_indienen_namens",
        wat="Het eigen verslag nakijken en indienen",
        rijen=lambda: _namens(onaf=False),
        rollen=TEKENAAR,
        dag="laatste",
        bij_ontvanger=True,
        tekenen=True,
        alleen_namens=True,
        **DEEL | {"route": "verantwoording:deelverslag_indienen"},
    ),
    Bron(
        code="duiding",
        wat="De gezamenlijke teksten van de verantwoording schrijven",
        rijen=lambda: _aan_de_tafel().filter(_leeg()),
        rollen=SCHRIJVER,
        route="verantwoording:samen",
        dag="uiterlijk",
        bij_ontvanger=True,
        **SAMEN,
    ),
    Bron(
        code="verslagakkoord",
        wat="Akkoord geven op de gezamenlijke verantwoording",
        rijen=lambda: _zonder_akkoord().filter(verantwoording__in=_geschreven()),
        rollen=TEKENAAR,
        niet_meer=_gaf_akkoord_elders,
        dag="verantwoording__uiterlijk",
        bij_ontvanger=True,
        tekenen=True,
        **DEEL
        | {
            "route": "verantwoording:samen_akkoord",
            "sleutels": ("verantwoording__aanvraag__kenmerk", "verantwoording__jaar", "pk"),
        },
    ),
    Bron(
        code="samen_indienen",
        wat="De gezamenlijke verantwoording indienen",
        rijen=_in_te_dienen,
        rollen=TEKENAAR,
        route="verantwoording:samen_indienen",
        dag="uiterlijk",
        bij_ontvanger=True,
        tekenen=True,
        **SAMEN,
    ),
    Bron(
        code="verslag_beoordelen",
        wat="Een verslag beoordelen",
        rijen=lambda: Deelverslag.objects.filter(stand=Deelverslag.Stand.INGEDIEND),
        rollen=BEHANDELAAR,
        **DEEL | {"route": "verantwoording:beoordelen_deel"},
    ),
    Bron(
        code="verantwoording_afronden",
        wat="De verantwoording van een tafel beoordelen en afronden",
        rijen=_af_te_ronden,
        rollen=BEHANDELAAR,
        route="verantwoording:beoordelen",
        **SAMEN,
    ),
    Bron(
        code="verslag_te_laat",
        wat="Opschorten of vaststellen: het eigen verslag kwam niet",
        rijen=lambda: niet_hersteld(timezone.localdate()),
        rollen=BEHANDELAAR,
        dag="hersteltermijn",
        **DEEL | {"route": "uitvoering:subsidie", "sleutels": ("deel__subsidie__kenmerk",)},
    ),
    Bron(
        code="planwijziging",
        wat="Antwoorden op een voorstel om het plan te wijzigen",
        rijen=lambda: Planwijziging.objects.filter(stand=Planwijziging.Stand.VOORGESTELD),
        rollen=BEHANDELAAR,
        **PLANWIJZIGING,
    ),
    Bron(
        code="planwijziging_antwoord",
        wat="Het antwoord lezen op uw voorstel om het plan te wijzigen",
        rijen=ongelezen,
        rollen=SCHRIJVER,
        zien=PARTNER,
        bij_ontvanger=True,
        **PLANWIJZIGING,
    ),
)
