"""Everything that waits after the submission: what it is, and whose turn. One line per kind."""

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from begroting.models import Aansluiting, Raadsvraag
from begroting.selectors.grens import bijna_bereikt
from begroting.toegang import ZIEN
from kern.geld import NUL
from organisaties.toegang import Rol
from overzichten.selectors.werklijst.bron import Bron
from overzichten.services.raadsvraag import BEANTWOORDERS
from subsidies.models import Aanvulling, Collegebesluit, Collegeregel, Toewijzing
from subsidies.regels.verantwoordingsplicht import Stuk
from uitvoering.models import (
    Betaalbatch,
    Bezwaar,
    Gesprek,
    Indexering,
    Rekeningwijziging,
    Terugontvangst,
    Terugvordering,
    Vaststelling,
    Vaststellingsstuk,
    Vervolgregel,
    Wijzigingsverzoek,
)
from uitvoering.models.vervolg import GEHOORD
from uitvoering.selectors.dwangsom import open_dwangsommen
from uitvoering.selectors.vaststellen import met_iets_over


def _open(model: Any, *standen: str) -> Callable[[], QuerySet[Any]]:
    """The rows of a model in one of these states."""
    return lambda: model.objects.filter(stand__in=standen)


def _voor_te_leggen() -> QuerySet[Any]:
    """Proposals in preparation; one that waits for a view only once it came, or its time is over (Awb 4:8)."""
    gehoord = GEHOORD | Q(zienswijze_uiterlijk__lt=timezone.localdate())
    return Vervolgregel.objects.filter(Q(voorstel__stand="concept") | Q(voorstel__stand="zienswijze") & gehoord)


def _te_horen() -> QuerySet[Any]:
    """Recipients whose view was asked, for the first time or again, and who can still give it (Awb 4:8)."""
    return Vervolgregel.objects.filter(
        ~GEHOORD, voorstel__stand="zienswijze", zienswijze_uiterlijk__gte=timezone.localdate()
    )


def _perioden(stand: str) -> QuerySet[Any]:
    """The periods of running grants of which something is left to settle."""
    lopend: QuerySet[Any] = met_iets_over(Vaststelling.objects.filter(stand=stand, subsidie__stand="lopend"))
    return lopend


def _aan_te_vragen() -> QuerySet[Any]:
    """Settlements that the recipient can ask for now (Awb 4:44); a reminder gave a new last day."""
    laatste = Coalesce("hersteltermijn", "uiterlijk")
    rijen: QuerySet[Any] = _perioden("open").filter(vanaf__lte=timezone.localdate()).annotate(laatste=laatste)
    return rijen


def _aan_te_tekenen() -> QuerySet[Any]:
    """The same, as far as written: what was done and the report of it are there. The page says what else misses."""
    verslag = Vaststellingsstuk.objects.filter(
        vaststelling=OuterRef("pk"), soort=Stuk.ACTIVITEITENVERSLAG, verwijderd_op=None
    )
    return _aan_te_vragen().filter(Exists(verslag)).exclude(activiteiten="")


def _vervallen() -> QuerySet[Any]:
    """Settlements of which the last day passed, that of the reminder too, and nothing came in (Awb 4:47)."""
    vandaag = timezone.localdate()
    herinnerd = Q(hersteltermijn__isnull=True) | Q(hersteltermijn__lt=vandaag)
    return _perioden("open").filter(herinnerd, uiterlijk__lt=vandaag)


def _terug_te_betalen() -> QuerySet[Any]:
    """Reclaims that are to be paid and were not yet received in full (Awb 4:57)."""
    ontvangen = (
        Terugontvangst.objects.filter(terugvorderingsjaar__terugvordering=OuterRef("pk"))
        .order_by()
        .values("terugvorderingsjaar__terugvordering")
        .annotate(som=Sum("bedrag"))
        .values("som")
    )
    return (
        Terugvordering.objects.filter(vervallen_met=None)
        .exclude(wijze="verrekenen")
        .alias(ontvangen=Coalesce(Subquery(ontvangen), NUL))
        .filter(ontvangen__lt=F("bedrag"))
    )


def _te_laat_terug() -> QuerySet[Any]:
    return _terug_te_betalen().filter(uiterlijk__lt=timezone.localdate())


def _sluit_niet_aan() -> QuerySet[Any]:
    """The last check of the figures, when it found some that do not agree."""
    laatste = Aansluiting.objects.order_by("-id").values("pk")[:1]
    return (
        Aansluiting.objects.filter(pk__in=laatste)
        .exclude(verschillen=[])
        .annotate(titel=Value("Cijfers", CharField()))
    )


SUBSIDIE: dict[str, Any] = {"naar_ontvanger": "subsidie__ontvanger", "naar_aanvraag": "subsidie__deel__aanvraag"}
VOORSTEL: dict[str, Any] = {"route": "uitvoering:voorstel", "sleutels": ("voorstel__kenmerk",), **SUBSIDIE}
BEZWAAR: dict[str, Any] = {
    "route": "uitvoering:bezwaar",
    "sleutels": ("kenmerk",),
    "naar_ontvanger": "organisatie",
    "naar_aanvraag": "beschikking__deel__aanvraag",
}
VASTSTELLING: dict[str, Any] = {
    "route": "uitvoering:vaststelling",
    "sleutels": ("subsidie__kenmerk", "eerste_jaar"),
    "dag": "uiterlijk",
    **SUBSIDIE,
}
TERUG: dict[str, Any] = {
    "route": "uitvoering:terugvordering",
    "sleutels": ("subsidie__kenmerk", "pk"),
    "dag": "uiterlijk",
    **SUBSIDIE,
}
GESPREK: dict[str, Any] = {"route": "uitvoering:gesprek", "sleutels": ("subsidie__kenmerk", "pk"), **SUBSIDIE}
REKENING: dict[str, Any] = {
    "route": "uitvoering:rekeningwijziging",
    "sleutels": ("pk",),
    "naar_ontvanger": "organisatie",
    "rollen": (Rol.FINANCIEEL,),
}
OPDRACHT: dict[str, Any] = {
    "route": "uitvoering:betaalbatch",
    "sleutels": ("kenmerk",),
    "kop": "kenmerk",
    "dag": "betaaldag",
    "rollen": (Rol.FINANCIEEL,),
    "zien": (Rol.FINANCIEEL,),
}
BEHANDELAAR = (Rol.BELEIDSMEDEWERKER,)
BESLUITNEMER = (Rol.BESLUITNEMER,)
SCHRIJVER = (Rol.TEKENBEVOEGDE, Rol.REDACTEUR)
TEKENAAR = (Rol.TEKENBEVOEGDE,)

BRONNEN = (
    Bron(
        code="bijna_op",
        wat="Kijken naar een budget dat bijna op is",
        rijen=lambda: bijna_bereikt(timezone.localdate()),
        rollen=ZIEN,
        zien=ZIEN,
        route="overzichten:benutting_jaar",
        sleutels=("budgetjaar",),
        kop="naam",
        van="budgetjaar__budget__verantwoordelijke__gebruiker",
    ),
    Bron(
        code="aansluiting",
        wat="Uitzoeken waarom cijfers niet aansluiten",
        rijen=_sluit_niet_aan,
        rollen=(Rol.FINANCIEEL,),
        zien=(Rol.FINANCIEEL,),
        route="overzichten:aansluiting",
        sleutels=("pk",),
        kop="titel",
    ),
    Bron(
        code="raadsvraag",
        wat="Een technische vraag van de raad beantwoorden",
        rijen=_open(Raadsvraag, "gesteld"),
        rollen=BEANTWOORDERS,
        zien=BEANTWOORDERS,
        route="overzichten:raadsvraag_beantwoorden",
        sleutels=("pk",),
        kop="cijfer",
    ),
    Bron(
        code="gevraagd",
        wat="Meedoen aan een zaak",
        rijen=_open(Toewijzing, "gevraagd"),
        rollen=BEHANDELAAR,
        route="subsidies:zaak_detail",
        sleutels=("aanvraag__kenmerk",),
        naar_ontvanger="aanvraag__penvoerder",
        naar_aanvraag="aanvraag",
        van="gebruiker",
    ),
    Bron(
        code="aanvulling",
        wat="Uw deel van de aanvraag aanvullen",
        rijen=_open(Aanvulling, "gevraagd"),
        rollen=SCHRIJVER,
        route="subsidies:aanvulling",
        sleutels=("deel__aanvraag__kenmerk", "pk"),
        naar_ontvanger="deel__organisatie",
        naar_aanvraag="deel__aanvraag",
        dag="uiterlijk",
        bij_ontvanger=True,
    ),
    Bron(
        code="college",
        wat="Het besluit van het college registreren",
        rijen=_open(Collegebesluit, "voorstel"),
        rollen=(Rol.COLLEGE,),
        route="subsidies:college_detail",
        sleutels=("kenmerk",),
        kop="onderwerp",
    ),
    Bron(
        code="college_opnieuw",
        wat="Een zaak uit het collegebesluit opnieuw proberen",
        rijen=lambda: Collegeregel.objects.filter(collegebesluit__stand="vastgesteld").exclude(fout=""),
        rollen=(Rol.COLLEGE,),
        route="subsidies:college_detail",
        sleutels=("collegebesluit__kenmerk",),
        naar_ontvanger="aanvraag__penvoerder",
        naar_aanvraag="aanvraag",
    ),
    Bron(
        code="voorstel",
        wat="Voorstel afmaken en voorleggen",
        rijen=_voor_te_leggen,
        rollen=BEHANDELAAR,
        **VOORSTEL,
    ),
    Bron(
        code="besluit",
        wat="Besluiten over een lopende subsidie",
        rijen=lambda: Vervolgregel.objects.filter(voorstel__stand="voorgelegd"),
        rollen=BESLUITNEMER,
        niet_van="voorstel__opgesteld_door__gebruiker",
        **VOORSTEL,
    ),
    Bron(
        code="zienswijze",
        wat="Zienswijze geven over een voornemen",
        rijen=_te_horen,
        rollen=TEKENAAR,
        route="uitvoering:zienswijze",
        sleutels=("voorstel__kenmerk", "pk"),
        dag="zienswijze_uiterlijk",
        bij_ontvanger=True,
        **SUBSIDIE,
    ),
    Bron(
        code="wijziging",
        wat="Wijzigingsverzoek behandelen",
        rijen=_open(Wijzigingsverzoek, "ingediend"),
        rollen=BEHANDELAAR,
        route="uitvoering:wijziging",
        sleutels=("kenmerk",),
        dag="beslissen_uiterlijk",
        **SUBSIDIE,
    ),
    Bron(
        code="gesprek",
        wat="Verslag van het gesprek schrijven",
        rijen=_open(Gesprek, "gehouden"),
        rollen=BEHANDELAAR,
        **GESPREK,
    ),
    Bron(
        code="verslag",
        wat="Instemmen met het verslag van het gesprek",
        rijen=_open(Gesprek, "bij_partner"),
        rollen=TEKENAAR,
        bij_ontvanger=True,
        **GESPREK,
    ),
    Bron(
        code="vaststelling_vragen",
        wat="Vaststelling aanvragen",
        rijen=_aan_te_vragen,
        rollen=SCHRIJVER,
        bij_ontvanger=True,
        **VASTSTELLING | {"dag": "laatste"},
    ),
    Bron(
        code="vaststelling_vragen_namens",
        wat="Vaststelling nakijken en aanvragen",
        rijen=_aan_te_tekenen,
        rollen=TEKENAAR,
        bij_ontvanger=True,
        tekenen=True,
        alleen_namens=True,
        **VASTSTELLING | {"dag": "laatste"},
    ),
    Bron(
        code="vaststelling_laat",
        wat="Herinneren, of ambtshalve vaststellen",
        rijen=_vervallen,
        rollen=BEHANDELAAR,
        **VASTSTELLING,
    ),
    Bron(
        code="vaststelling",
        wat="Aanvraag tot vaststelling beoordelen",
        rijen=lambda: _perioden("ingediend"),
        rollen=BEHANDELAAR,
        **VASTSTELLING | {"dag": ""},
    ),
    Bron(
        code="terugbetalen",
        wat="Terugbetalen",
        rijen=_terug_te_betalen,
        rollen=TEKENAAR,
        bij_ontvanger=True,
        **TERUG,
    ),
    Bron(
        code="terug_laat",
        wat="Aanmanen: er is niet op tijd terugbetaald",
        rijen=_te_laat_terug,
        rollen=(Rol.FINANCIEEL,),
        **TERUG,
    ),
    Bron(
        code="bezwaar_nieuw",
        wat="Bezwaar oppakken",
        rijen=_open(Bezwaar, "ontvangen"),
        rollen=BEHANDELAAR,
        **BEZWAAR,
    ),
    Bron(
        code="bezwaar",
        wat="Bezwaar behandelen",
        rijen=_open(Bezwaar, "in_behandeling"),
        rollen=BEHANDELAAR,
        van="behandelaar__gebruiker",
        **BEZWAAR,
    ),
    Bron(
        code="bezwaar_besluit",
        wat="Beslissen op een bezwaar",
        rijen=_open(Bezwaar, "voorgelegd"),
        rollen=BESLUITNEMER,
        **BEZWAAR,
    ),
    Bron(
        code="dwangsom",
        wat="Dwangsom betalen",
        rijen=open_dwangsommen,
        rollen=(Rol.FINANCIEEL,),
        route="uitvoering:ingebrekestelling",
        sleutels=("besluit__ingebrekestelling__kenmerk",),
        naar_ontvanger="organisatie",
        naar_aanvraag="besluit__ingebrekestelling__aanvraag",
        dag="uiterlijk",
        niet_van="besluit__door__gebruiker",
    ),
    Bron(
        code="rekening",
        wat="Nieuw rekeningnummer controleren",
        rijen=_open(Rekeningwijziging, "gevraagd"),
        **REKENING,
    ),
    Bron(
        code="rekening_goed",
        wat="Nieuw rekeningnummer goedkeuren",
        rijen=_open(Rekeningwijziging, "gecontroleerd"),
        niet_van="gecontroleerd_door__gebruiker",
        **REKENING,
    ),
    Bron(
        code="opdracht",
        wat="Betaalopdracht goedkeuren",
        rijen=_open(Betaalbatch, "concept"),
        niet_van="opgesteld_door__gebruiker",
        **OPDRACHT,
    ),
    Bron(
        code="opdracht_goed",
        wat="Betaalopdracht naar de bank brengen",
        rijen=_open(Betaalbatch, "goedgekeurd"),
        **OPDRACHT,
    ),
    Bron(
        code="indexering",
        wat="Indexering starten",
        rijen=_open(Indexering, "concept"),
        rollen=(Rol.BESLUITNEMER, Rol.COLLEGE),
        route="uitvoering:indexering",
        sleutels=("kenmerk",),
        kop="regeling__naam",
        niet_van="opgesteld_door__gebruiker",
    ),
)
