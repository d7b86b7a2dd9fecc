"""The short form: all its questions and the amounts on one page, saved together, each with its own version.

A text saves for real, also while it is typed. Amounts typed by themselves wait as klad, as every budget does. What
is refused is kept as klad too, question by question, so that one clash costs nobody the rest of the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.http import QueryDict

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from subsidies.dossier import Post
from subsidies.forms.begroting import BegrotingRegels
from subsidies.forms.kort import geldvragen, met_bedrag
from subsidies.models import Aanvraag, Aanvraagdeel, Antwoord, Klad, Onderdeel, Versie
from subsidies.onderdelen.redenen import ONGELDIG
from subsidies.selectors.vorig_jaar import verleend_vorig_jaar
from subsidies.services.antwoord import schrijf_antwoord
from subsidies.services.begroting import PostInvoer, bewaar_begroting
from subsidies.services.klad import bewaar_klad, gooi_klad_weg
from subsidies.services.slot import eis_concept
from subsidies.services.versies import VersieConflict
from subsidies.toegang import Erbij, haal_formulier

VANZELF = "begroting.zelf_bewaren"
ENKELE_BLADEN = 40
TEKST = forms.CharField(
    required=False,
    strip=False,
    error_messages={
        "null_characters_not_allowed": "Er staat een teken in dat niet bewaard kan worden. U ziet het als \ufffd. "
        "Haal het weg."
    },
)


@dataclass(frozen=True, slots=True)
class Getypt:
    """What the page sent: texts by the key of their answer, the form itself, and the versions it was opened with."""

    teksten: Mapping[int, str]
    data: QueryDict
    gelezen: Mapping[str, int]
    blad: str


@dataclass
class Uitslag:
    """What stands there now, and what was refused: by the key of the answer, and of the amounts."""

    deel: Aanvraagdeel
    antwoorden: Sequence[Antwoord]
    fouten: dict[int, DomeinFout] = field(default_factory=dict)
    geldfout: DomeinFout | None = None

    @property
    def gelukt(self) -> bool:
        return not self.fouten and self.geldfout is None


def antwoorden_van(deel: Aanvraagdeel, lid: Lidmaatschap, blad: str = "") -> list[Antwoord]:
    """The answers with their questions, what this person has typed there and not saved (`klad`), and the last version
    that came from another page than `blad` (`anders`): one query."""
    van_antwoord = {"soort": Onderdeel.ANTWOORD, "onderdeel": OuterRef("pk")}
    elders = (
        Versie.objects.filter(**van_antwoord).exclude(blad=blad) if blad else Versie.objects.filter(**van_antwoord)
    )
    kladden = Klad.objects.filter(**van_antwoord, lidmaatschap=lid)
    return list(
        Antwoord.objects.filter(aanvraag=deel.aanvraag_id, formuliervraag__isnull=False)
        .select_related("formuliervraag")
        .annotate(
            klad=Subquery(kladden.values("invoer__tekst__0")[:1]),
            anders=Subquery(elders.order_by().values("onderdeel").annotate(laatste=Max("nummer")).values("laatste")),
        )
        .order_by("formuliervraag__volgorde", "id")
    )


def van_schrijver(lid: Lidmaatschap) -> dict[str, Erbij]:
    """For the door: the amounts this person typed and did not save, and the pages on which it saved before."""
    kladden = Klad.objects.filter(soort=Onderdeel.BEGROTING, onderdeel=OuterRef("pk"), lidmaatschap=lid)
    versies = Versie.objects.filter(aanvraag=OuterRef("aanvraag"), door=lid).order_by("-id")
    return {
        "geld_klad": Subquery(kladden.values("invoer")[:1]),
        "eigen_bladen": ArraySubquery(versies.values("blad")[:ENKELE_BLADEN]),
    }


def posten_van(deel: Aanvraagdeel) -> list[Post]:
    """The saved budget: two queries."""
    return [
        Post(post.pk, post.soort, post.omschrijving, {rij.jaar: rij.bedrag for rij in post.bedragen.all()})
        for post in deel.posten.prefetch_related("bedragen")
    ]


def als_bedragen(posten: Sequence[Post | PostInvoer]) -> str:
    """The amounts in one canonical text, to see whether somebody changed them."""
    return " ".join(
        f"{post.soort}:{jaar}:{bedrag:.2f}"
        for post in posten
        for jaar, bedrag in sorted(post.bedragen.items())
        if bedrag
    )


def bewaar_vanzelf(*, kenmerk: str, getypt: Getypt, door: Lidmaatschap) -> Uitslag:
    """While it is typed: changed texts are saved, changed amounts kept as klad. At most 8 queries with the session."""
    with transaction.atomic():
        uitslag = _bewaar_teksten(kenmerk, getypt, door)
        if _heeft_geld(getypt):
            _houd_geld(uitslag, getypt, door)
    return uitslag


def bewaar_formulier(*, kenmerk: str, getypt: Getypt, door: Lidmaatschap) -> Uitslag:
    """On purpose: everything that can be saved is saved; of the rest the answer says why not."""
    with transaction.atomic():
        uitslag = _bewaar_teksten(kenmerk, getypt, door)
        if _heeft_geld(getypt):
            _bewaar_geld(uitslag, getypt, door)
    return uitslag


def _bewaar_teksten(kenmerk: str, getypt: Getypt, door: Lidmaatschap) -> Uitslag:
    deel = haal_formulier(door, kenmerk, slot=True, **van_schrijver(door))
    uitslag = Uitslag(deel, antwoorden_van(deel, door, getypt.blad))
    gesloten = dicht(deel.aanvraag)
    for antwoord in uitslag.antwoorden:
        if antwoord.pk not in getypt.teksten:
            continue
        try:
            _bewaar_tekst(antwoord, deel, getypt, gesloten, door)
        except DomeinFout as fout:
            uitslag.fouten[antwoord.pk] = fout
    return uitslag


def _bewaar_tekst(
    antwoord: Any, deel: Aanvraagdeel, getypt: Getypt, gesloten: DomeinFout | None, door: Lidmaatschap
) -> None:
    tekst, gelezen = getypt.teksten[antwoord.pk], getypt.gelezen.get(str(antwoord.pk), 0)
    if tekst == antwoord.tekst:
        if antwoord.klad is not None:
            gooi_klad_weg(soort=Onderdeel.ANTWOORD, onderdeel=antwoord.pk, door=door)
        return
    try:
        if gesloten is not None:
            raise gesloten
        if gelezen > antwoord.versie or (antwoord.anders or 0) > gelezen:
            raise VersieConflict
        schrijf_antwoord(
            antwoord,
            aanvraag=deel.aanvraag,
            tekst=_leesbaar(tekst),
            door=door,
            blad=getypt.blad,
            heeft_klad=antwoord.klad is not None,
        )
    except DomeinFout as fout:
        _als_klad(deel, Onderdeel.ANTWOORD, antwoord.pk, gelezen, {"tekst": [tekst]}, fout.code, door)
        raise


def _leesbaar(tekst: str) -> str:
    """As any text field takes it. Raises DomeinFout with its sentence."""
    try:
        return str(TEKST.clean(tekst))
    except ValidationError as fout:
        raise DomeinFout(fout.messages[0], code=ONGELDIG) from fout


def _heeft_geld(getypt: Getypt) -> bool:
    """A budget of more than two lines is written on its own page, and not sent along."""
    return "regel-TOTAL_FORMS" in getypt.data


def _houd_geld(uitslag: Uitslag, getypt: Getypt, door: Lidmaatschap) -> None:
    deel: Any = uitslag.deel
    geld = geldvragen(deel.aanvraag.jaren, getypt.data)
    geldig = _is_geldig(geld)
    if geldig and als_bedragen(met_bedrag(geld.posten)) == getypt.data.get("geld_stond"):
        if deel.geld_klad is not None:
            gooi_klad_weg(soort=Onderdeel.BEGROTING, onderdeel=deel.pk, door=door)
        return
    code = VANZELF if geldig else ONGELDIG
    fout = DomeinFout("De bedragen bewaart u zelf.", code=code)
    if deel.geld_klad == _geldinvoer(getypt):
        uitslag.geldfout = fout
    else:
        _laat_geld_wachten(uitslag, getypt, fout, door)


def _bewaar_geld(uitslag: Uitslag, getypt: Getypt, door: Lidmaatschap) -> None:
    deel: Any = uitslag.deel
    geld = geldvragen(deel.aanvraag.jaren, getypt.data)
    gelezen = getypt.gelezen.get("b", 0)
    try:
        if not _is_geldig(geld):
            raise DomeinFout("Kijk de bedragen na.", code=ONGELDIG)
        posten = met_bedrag(geld.posten)
        if als_bedragen(posten) == als_bedragen(posten_van(deel)):
            gooi_klad_weg(soort=Onderdeel.BEGROTING, onderdeel=deel.pk, door=door)
            return
        vorig_jaar = deel.vorig_jaar if deel.begroting_versie else verleend_vorig_jaar(deel)
        deel.begroting_versie = bewaar_begroting(
            deel_id=deel.pk, posten=posten, versie=gelezen, door=door, blad=getypt.blad, vorig_jaar=vorig_jaar
        )
    except DomeinFout as fout:
        _laat_geld_wachten(uitslag, getypt, fout, door)


def _is_geldig(geld: BegrotingRegels) -> bool:
    """The page always sends lines: none at all is no wish to empty the budget."""
    return bool(geld.forms) and geld.is_valid()


def _laat_geld_wachten(uitslag: Uitslag, getypt: Getypt, fout: DomeinFout, door: Lidmaatschap) -> None:
    """As klad. What is too long even for that is refused for that reason."""
    deel, gelezen, uitslag.geldfout = uitslag.deel, getypt.gelezen.get("b", 0), fout
    try:
        _als_klad(deel, Onderdeel.BEGROTING, deel.pk, gelezen, _geldinvoer(getypt), fout.code, door)
    except DomeinFout as te_lang:
        uitslag.geldfout = te_lang


def _geldinvoer(getypt: Getypt) -> dict[str, list[str]]:
    """As the page of the budget would have sent it."""
    velden = {naam: waarden for naam, waarden in getypt.data.lists() if naam.startswith("regel-")}
    return velden | {"vorig_jaar": [getypt.data.get("vorig_jaar", "")], "blad": [getypt.blad]}


def _als_klad(
    deel: Aanvraagdeel,
    soort: Onderdeel,
    onderdeel: int,
    versie: int,
    invoer: Mapping[str, Sequence[str]],
    reden: str,
    door: Lidmaatschap,
) -> None:
    bewaar_klad(
        aanvraag_id=deel.aanvraag_id,
        soort=soort,
        onderdeel=onderdeel,
        versie=versie,
        invoer=invoer,
        reden=reden,
        door=door,
    )


def dicht(aanvraag: Aanvraag) -> DomeinFout | None:
    """Why nothing can be written now, if so."""
    try:
        eis_concept(aanvraag)
    except DomeinFout as fout:
        return fout
    return None
