"""Reading what changed since an akkoord: from the saved versions, the audit trail and the application of now."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from subsidies.dossier import Deel, Dossier, GewezenDeel, Jaarbedragen
from subsidies.models import Aanvraag, Aanvraagdeel, Akkoord, Onderdeel, Uitneming, Versie
from subsidies.onderdelen import ANTWOORD, BEGROTING, ONDERDELEN
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.onderdelen.soort import Namen, Soort
from subsidies.onderdelen.verschil import Verschilrij, verschilrijen
from subsidies.selectors import laad_dossier
from subsidies.uitvoer.sinds import (
    RIJEN,
    Deelnemer,
    Pen,
    Sinds,
    Wie,
    Wijziging,
    aandeelwijzigingen,
    gevraagd_uit,
    totaal,
)

HOOGSTENS = 30  # sections of which the words are compared; of more than these only the names are told

_PEN = ("aanvraag.gestart", "aanvraag.penvoerder")
_WEG = ("aanvraag.uitgestapt", "aanvraag.van_tafel", "uitneming.besloten")
_VERSIE = ("soort", "onderdeel", "inhoud", "bewaard_op", "door__gebruiker__naam", "door__organisatie__naam")
_KWAM = "aanvraag.aangesloten"
_VERWIJDERD = {f"aanvraag.{soort}_verwijderd": soort for soort in RIJEN}
_VERPLAATST = {f"aanvraag.{soort}_verplaatst": soort for soort in RIJEN}


def akkoord_erbij() -> dict[str, Subquery]:
    """To annotate on a part: its latest akkoord, lapsed or not, for `laad_sinds`."""
    laatste = Akkoord.objects.filter(deel=OuterRef("pk")).order_by("-id")
    feiten = JSONObject(gegeven_op="gegeven_op", door="door__gebruiker__naam")
    return {"laatste_akkoord": Subquery(laatste.values(feiten=feiten)[:1])}


def laad_sinds(deel: Aanvraagdeel) -> tuple[Dossier, Sinds | None]:
    """The application of now, and what changed since the latest akkoord on `deel`; None when there is none.

    `deel` was read with `akkoord_erbij`. At most 10 queries, whatever the number of versions.
    """
    dossier = laad_dossier(deel.aanvraag)
    akkoord = vars(deel)["laatste_akkoord"]
    nu = dossier.deel_van(deel.organisatie_id)
    if akkoord is None or nu is None or nu.akkoord is None:
        return dossier, None
    moment = datetime.datetime.fromisoformat(akkoord["gegeven_op"])
    gang = _Gang(dossier, _daden(deel), moment)
    versies = _versies(deel, nu, gang, moment)
    toen, straks = _aandelen(dossier, gang, versies)
    return dossier, Sinds(
        gegeven_op=moment,
        door=akkoord["door"],
        geldig=nu.akkoord.geldig,
        reden=nu.akkoord.vervallen_reden,
        eigen=_eigen(deel, nu, gang, versies),
        volgorde=gang.verplaatst,
        teksten=_teksten(dossier, versies),
        aandelen=aandeelwijzigingen(_namen(dossier), toen, straks),
        deelnemers=gang.deelnemers,
        pen=gang.pen,
        totaal_toen=totaal(toen),
        totaal_nu=totaal(straks),
    )


@dataclass(frozen=True, slots=True)
class _Stap:
    """One section with what it was at the akkoord (None: not there) and what was saved last."""

    soort: Onderdeel
    pk: int
    toen: Inhoud | None
    nu: Inhoud
    door: Wie

    @property
    def anders(self) -> bool:
        return self.toen != self.nu


@dataclass(frozen=True, slots=True)
class _Gang:
    """The acts on an application around a moment, as the audit trail has them."""

    dossier: Dossier
    daden: Sequence[Gebeurtenis]
    moment: datetime.datetime

    @property
    def later(self) -> list[Gebeurtenis]:
        return [daad for daad in self.daden if daad.tijdstip > self.moment]

    def laatste(self, *soorten: str) -> Wie | None:
        return next((_wie(daad) for daad in reversed(self.later) if daad.soort in soorten), None)

    @property
    def verplaatst(self) -> dict[Onderdeel, Wie]:
        return {_VERPLAATST[daad.soort]: _wie(daad) for daad in self.later if daad.soort in _VERPLAATST}

    @property
    def verwijderd(self) -> dict[tuple[Onderdeel, int], Wie]:
        """What was removed since, by kind and key."""
        return {
            (_VERWIJDERD[daad.soort], daad.feiten[_VERWIJDERD[daad.soort]]): _wie(daad)
            for daad in self.later
            if daad.soort in _VERWIJDERD
        }

    def deed_mee(self, deel_id: int, *, nu: bool) -> bool:
        """Whether a part counted at the moment: the first act on it since tells what it was before."""
        return next((daad.soort != _KWAM for daad in self._over(deel_id)), nu)

    @property
    def deelnemers(self) -> list[Deelnemer]:
        kwam = [
            Deelnemer(deel.organisatie, kwam=True, door=self._door(deel.pk))
            for deel in self.dossier.delen
            if not self.deed_mee(deel.pk, nu=True)
        ]
        ging = [
            Deelnemer(weg.organisatie, kwam=False, door=self._door(weg.pk))
            for weg in self.dossier.gewezen
            if self.deed_mee(weg.pk, nu=False)
        ]
        return kwam + ging

    @property
    def pen(self) -> Pen | None:
        """Who held the pen then is the last who took it before, unless that organisation had left by then."""
        namen, nu = _namen(self.dossier), self.dossier.aanvraag.penvoerder_id
        eerder = [_pen_van(daad) for daad in self.daden if daad.soort in _PEN and daad.tijdstip <= self.moment]
        gewezen = {weg.organisatie_id: weg for weg in self.dossier.gewezen}
        toen = eerder[-1] if eerder else None
        if toen in gewezen and not self.deed_mee(gewezen[toen].pk, nu=False):
            toen = None
        gewisseld = any(daad.soort == "aanvraag.penvoerder" for daad in self.later)
        if toen == nu or (toen is None and not gewisseld):
            return None
        return Pen(
            toen=namen.get(toen, "") if toen is not None else "",
            nu=self.dossier.aanvraag.penvoerder.naam,
            door=self.laatste("aanvraag.penvoerder", *_WEG),
        )

    def _over(self, deel_id: int) -> list[Gebeurtenis]:
        return [daad for daad in self.later if daad.soort in (_KWAM, *_WEG) and daad.feiten["deel"] == deel_id]

    def _door(self, deel_id: int) -> Wie | None:
        daden = self._over(deel_id)
        return _wie(daden[-1]) if daden else None


def _daden(deel: Aanvraagdeel) -> list[Gebeurtenis]:
    """Who took or left a place at the table or the pen, and what was removed or moved in this part: one query."""
    wie = Lidmaatschap.objects.filter(pk=OuterRef("lidmaatschap_id"))
    feiten = JSONObject(naam="gebruiker__naam", organisatie="organisatie__naam", organisatie_id="organisatie_id")
    van_aanvraag = Q(over_soort=Aanvraag._meta.label_lower, over_id=deel.aanvraag_id, soort__in=(*_PEN, _KWAM, *_WEG))
    van_deel = Q(over_soort=Aanvraagdeel._meta.label_lower, over_id=deel.pk, soort__in=[*_VERWIJDERD, *_VERPLAATST])
    return list(
        Gebeurtenis.objects.filter(van_aanvraag | van_deel, geweigerd="")
        .exclude(soort="uitneming.besloten", feiten__uitkomst=Uitneming.Stand.AFGEWEZEN)
        .annotate(wie=Subquery(wie.values(feiten=feiten)))
        .order_by("id")
    )


def _versies(deel: Aanvraagdeel, nu: Deel, gang: _Gang, moment: datetime.datetime) -> list[_Stap]:
    """Of each budget, and of what was saved since in the own rows and the joint texts: the last version, and the
    last one at that moment. One query."""
    sinds = Q(bewaard_op__gt=moment)
    gezocht = Q(soort=Onderdeel.BEGROTING) | sinds & Q(soort=Onderdeel.ANTWOORD)
    for soort, namen in _rijen(nu).items():
        weg = [pk for welke, pk in gang.verwijderd if welke == soort and pk not in namen]
        gezocht |= sinds & Q(soort=soort, onderdeel__in=list(namen)) | Q(soort=soort, onderdeel__in=weg)
    eerder = _van_onderdeel().filter(bewaard_op__lte=moment).order_by("-nummer")
    rijen = (
        Versie.objects.filter(gezocht, aanvraag=deel.aanvraag_id)
        .annotate(toen=Subquery(eerder.values("inhoud")[:1]))
        .order_by("soort", "onderdeel", "-nummer")
        .distinct("soort", "onderdeel")
        .values(
            "soort", "onderdeel", "toen", "inhoud", "bewaard_op", "door__gebruiker__naam", "door__organisatie__naam"
        )
    )
    return [
        _Stap(
            Onderdeel(rij["soort"]),
            rij["onderdeel"],
            rij["toen"],
            rij["inhoud"],
            Wie(rij["door__gebruiker__naam"] or "", rij["door__organisatie__naam"] or "", rij["bewaard_op"]),
        )
        for rij in rijen
    ]


def _van_onderdeel() -> QuerySet[Versie]:
    return Versie.objects.filter(soort=OuterRef("soort"), onderdeel=OuterRef("onderdeel"))


def _aandelen(
    dossier: Dossier, gang: _Gang, versies: Sequence[_Stap]
) -> tuple[dict[int, Jaarbedragen], dict[int, Jaarbedragen]]:
    """By organisation what it asked then and asks now. A budget without versions did not change."""
    bewaard = {stap.pk: stap for stap in versies if stap.soort == Onderdeel.BEGROTING}
    nu: dict[int, Jaarbedragen] = {deel.organisatie_id: deel.gevraagd for deel in dossier.delen}
    toen: dict[int, Jaarbedragen] = {}
    for deel in _allen(dossier):
        if gang.deed_mee(deel.pk, nu=deel.organisatie_id in nu):
            stap = bewaard.get(deel.pk)
            toen[deel.organisatie_id] = (
                gevraagd_uit(stap.toen, dossier.jaren) if stap else nu.get(deel.organisatie_id, {})
            )
    return toen, nu


def _rijen(nu: Deel) -> Mapping[Onderdeel, Mapping[int, str]]:
    """The names of the own voorzieningen and activities by key, in their order."""
    return {
        Onderdeel.VOORZIENING: {een.pk: een.naam for een in nu.aanbod},
        Onderdeel.ACTIVITEIT: {een.pk: een.naam for een in nu.activiteiten},
    }


def _eigen(deel: Aanvraagdeel, nu: Deel, gang: _Gang, versies: Sequence[_Stap]) -> list[Wijziging]:
    """The budget first, then the voorzieningen and the activities in their order, each with what was removed."""
    van_pk = {(stap.soort, stap.pk): stap for stap in versies if stap.anders}
    begroting = van_pk.get((Onderdeel.BEGROTING, nu.pk))
    return [
        *([_wijziging(BEGROTING, begroting, "Begroting", _verschil(BEGROTING, begroting, {}))] if begroting else []),
        *(
            wijziging
            for soort, rijen in _rijen(nu).items()
            for wijziging in (
                *_anders(soort, rijen, deel.aanvraag, van_pk),
                *_weg(soort, rijen, gang.verwijderd, versies),
            )
        ),
    ]


def _anders(
    soort: Onderdeel, rijen: Mapping[int, str], aanvraag: Aanvraag, van_pk: Mapping[tuple[Onderdeel, int], _Stap]
) -> list[Wijziging]:
    gewijzigd = [(van_pk[soort, pk], naam) for pk, naam in rijen.items() if (soort, pk) in van_pk]
    onderdeel = ONDERDELEN[soort]
    namen = onderdeel.namen(aanvraag) if gewijzigd else {}
    return [
        _wijziging(
            onderdeel,
            stap,
            naam or _naamloos(soort),
            _verschil(onderdeel, stap, namen) if nummer < HOOGSTENS else [],
        )
        for nummer, (stap, naam) in enumerate(gewijzigd)
    ]


def _weg(
    soort: Onderdeel,
    blijft: Mapping[int, str],
    verwijderd: Mapping[tuple[Onderdeel, int], Wie],
    versies: Sequence[_Stap],
) -> list[Wijziging]:
    return [
        Wijziging(
            soort, stap.pk, stap.toen.get("naam") or _naamloos(soort), "verwijderd", verwijderd[soort, stap.pk], []
        )
        for stap in versies
        if (stap.soort, stap.pk) in verwijderd
        and stap.soort == soort
        and stap.pk not in blijft
        and stap.toen is not None
    ]


def _naamloos(soort: Onderdeel) -> str:
    return f"{soort.label.capitalize()} zonder naam"


def _teksten(dossier: Dossier, versies: Sequence[_Stap]) -> list[Wijziging]:
    van_pk = {stap.pk: stap for stap in versies if stap.soort == Onderdeel.ANTWOORD and stap.anders}
    anders = [(van_pk[vraag.pk], vraag.naam) for vraag in dossier.vragen if vraag.pk in van_pk]
    return [
        _wijziging(ANTWOORD, stap, naam, _verschil(ANTWOORD, stap, {}) if nummer < HOOGSTENS else [])
        for nummer, (stap, naam) in enumerate(anders)
    ]


def _wijziging(soort: Soort[Any], stap: _Stap, naam: str, verschillen: Sequence[Verschilrij]) -> Wijziging:
    wat = "nieuw" if stap.toen is None else "gewijzigd"
    return Wijziging(soort.soort, stap.pk, naam, wat, stap.door, verschillen)


def _verschil(soort: Soort[Any], stap: _Stap, namen: Namen) -> list[Verschilrij]:
    oud = soort.rijen(stap.toen, namen) if stap.toen is not None else []
    return verschilrijen(oud, soort.rijen(stap.nu, namen), kort=True)


def _namen(dossier: Dossier) -> Mapping[int, str]:
    return {deel.organisatie_id: deel.organisatie for deel in _allen(dossier)}


def _allen(dossier: Dossier) -> list[Deel | GewezenDeel]:
    """Everybody who takes part or did."""
    return [*dossier.delen, *dossier.gewezen]


def _pen_van(daad: Gebeurtenis) -> int:
    """The organisation that took the pen by this act: who began the application, or who was given it."""
    organisatie: int = daad.feiten.get("organisatie") or vars(daad)["wie"]["organisatie_id"]
    return organisatie


def _wie(daad: Gebeurtenis) -> Wie:
    wie = vars(daad)["wie"] or {"naam": "Het systeem", "organisatie": ""}
    return Wie(wie["naam"], wie["organisatie"], daad.tijdstip)
