"""Everything about one organisation on one page, for officers. Drafts too: this page is not the council's."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from brieven.models import Brief
from brieven.models import Stand as Briefstand
from brieven.toegang import ziet_alles
from kern.cijfertabel import Cijfertabel, Kolom, Rij, datum, geld, tekst
from kern.geld import NUL
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.soorten import OrganisatieSoort
from organisaties.toegang import Rol
from overzichten import begrippen
from overzichten.geldpagina import Blok, Feit, Schakel
from overzichten.overzichtsblad import Overzichtsblad
from overzichten.regels.aan_zet import OPEN, Kijker
from overzichten.regels.organisatiebeeld import Feiten, Vlag, begin_steunjaren, vlaggen
from overzichten.selectors.werklijst.uitvoering import uitvoering
from overzichten.werkregel import Werkregel
from regelingen.parameters import Parameters
from regelingen.selectors import parameters_op
from subsidies.models import Aanvraag, Aanvraagdeel, Beschikkingsbedrag, Subsidie, Voorstelbedrag
from subsidies.selectors.standen import Jaarstand, jaarstanden_van
from thematafels.models import Deelname
from uitvoering.models import Betaaltermijn, Betaling, Gesprek

MEEST = 20  # of what goes on for years the page shows the newest
Standen = Mapping[int, Mapping[int, Jaarstand]]


@dataclass(frozen=True, slots=True)
class _Beeld:
    """What was read, before it becomes a page."""

    organisatie: Any
    subsidies: Sequence[Any]
    standen: Standen
    taken: Sequence[Werkregel]
    termijnen: Sequence[Any]
    vandaag: datetime.date
    lid: Lidmaatschap

    @property
    def pad(self) -> str:
        return reverse("overzichten:organisatiebeeld", args=[self.organisatie.pk])

    def blok(self, kop: str, code: str, kolommen: Iterable[Kolom], rijen: Iterable[Rij], **anders: Any) -> Blok:
        leeg, uitleg = anders.pop("leeg"), anders.pop("uitleg", "")
        tabel = Cijfertabel(
            code=code,
            titel=kop,
            kolommen=tuple(kolommen),
            rijen=tuple(rijen),
            per=self.vandaag,
            adres=self.pad,
            **anders,
        )
        return Blok(kop, tabel, uitleg=uitleg, leeg=leeg)


def organisatiebeeld(organisatie_id: int, lid: Lidmaatschap) -> Overzichtsblad:
    """Raises Http404 for what is no partner. Six queries, whatever its size."""
    vandaag = timezone.localdate()
    organisatie = _organisatie(organisatie_id)
    subsidies = list(_subsidies(organisatie_id, vandaag))
    beeld = _Beeld(
        organisatie=organisatie,
        subsidies=subsidies,
        standen=jaarstanden_van(subsidie.pk for subsidie in subsidies),
        taken=list(uitvoering(lid, Kijker(lid.rol, lid.organisatie_id), organisatie_id)),
        termijnen=list(_termijnen(organisatie_id)),
        vandaag=vandaag,
        lid=lid,
    )
    vlaggenblok = _vlaggen(beeld)
    return Overzichtsblad(
        kop=organisatie.naam,
        kruimels=(
            Schakel("Organisaties", reverse("organisaties:lijst")),
            Schakel(organisatie.naam, reverse("organisaties:detail", args=[organisatie_id])),
            Schakel("Overzicht", "", hier=True),
        ),
        inleiding="Alles wat er bij de gemeente over deze organisatie is, ook wat nog niet bekend is gemaakt.",
        feiten=(
            Feit("Verleend nu", _som(beeld.standen, "nu"), "euro, alle jaren"),
            Feit("Betaald", _som(beeld.standen, "betaald"), "euro, alle jaren"),
        ),
        gegevens=_gegevens(organisatie),
        links=tuple(_links(beeld)),
        fictief=organisatie.fictief,
        blokken=(
            *([vlaggenblok] if vlaggenblok else []),
            _taken(beeld),
            _subsidieblok(beeld),
            _betalingen(beeld),
            _gesprekken(beeld),
            _tafels(beeld),
            *([_brieven(beeld)] if ziet_alles(lid) else []),
        ),
    )


def _organisatie(organisatie_id: int) -> Any:
    """With its accounthouder, tables, open applications, talks and letters: one query."""
    gesprekken = Gesprek.objects.filter(subsidie__ontvanger=OuterRef("pk")).order_by("-datum", "-id")[:MEEST]
    brieven = Brief.objects.filter(ontvanger=OuterRef("pk")).exclude(stand=Briefstand.VERVANGEN)
    delen = Aanvraagdeel.objects.filter(
        organisatie=OuterRef("pk"), stand=Aanvraagdeel.Stand.ACTIEF, aanvraag__stand__in=OPEN
    )
    gevonden = (
        Organisatie.objects.filter(pk=organisatie_id, soort=OrganisatieSoort.PARTNER)
        .select_related("accounthouder__gebruiker")
        .annotate(
            de_tafels=ArraySubquery(
                Deelname.objects.filter(organisatie=OuterRef("pk"))
                .order_by("-tafel__thema__uitvraag__eerste_jaar", "tafel__thema__naam")
                .values(
                    feiten=JSONObject(
                        thema="tafel__thema__naam",
                        code="tafel__thema__code",
                        uitvraag="tafel__thema__uitvraag__naam",
                        kenmerk="tafel__thema__uitvraag__kenmerk",
                        stand="stand",
                    )
                )
            ),
            de_aanvragen=ArraySubquery(
                delen.order_by("-aanvraag").values(
                    feiten=JSONObject(
                        kenmerk="aanvraag__kenmerk",
                        stand="aanvraag__stand",
                        regeling="aanvraag__regeling__naam",
                        uiterlijk="aanvraag__beslis_uiterlijk",
                    )
                )
            ),
            de_gesprekken=ArraySubquery(
                gesprekken.values(
                    feiten=JSONObject(pk="pk", datum="datum", stand="stand", subsidie="subsidie__kenmerk")
                )
            ),
            de_brieven=ArraySubquery(
                brieven.order_by("-verzenddatum", "-id")[:MEEST].values(
                    feiten=JSONObject(
                        kenmerk="kenmerk", onderwerp="onderwerp", stand="stand", verzenddatum="verzenddatum"
                    )
                )
            ),
        )
        .first()
    )
    if gevonden is None:
        raise Http404
    return gevonden


def _subsidies(organisatie_id: int, vandaag: datetime.date) -> QuerySet[Any]:
    """Its grants, the newest first, each with what was proposed and what was decided in the last three years."""
    bedragen = Beschikkingsbedrag.objects.filter(beschikking__deel=OuterRef("deel")).order_by()
    recent = bedragen.filter(beschikking__besluit__genomen_op__date__gt=begin_steunjaren(vandaag))
    voorgesteld = Voorstelbedrag.objects.filter(voorstel__deel=OuterRef("deel")).order_by().values("voorstel__deel")
    return (
        Subsidie.objects.filter(ontvanger=organisatie_id)
        .select_related("beschikking__besluit", "deel__aanvraag__regeling", "deel__aanvraag__tafel__thema")
        .annotate(
            voorgesteld=Subquery(voorgesteld.annotate(som=Sum("bedrag")).values("som")),
            besloten=Coalesce(
                Subquery(recent.values("beschikking__deel").annotate(som=Sum("verleend")).values("som")), NUL
            ),
        )
        .order_by("-beschikking__besluit__genomen_op", "-pk")
    )


def _termijnen(organisatie_id: int) -> QuerySet[Any]:
    """The newest instalments with the day on which each was paid: one query."""
    betaald = Betaling.objects.filter(termijn=OuterRef("pk"), stand=Betaling.Stand.BETAALD)
    return (
        Betaaltermijn.objects.filter(subsidie__ontvanger=organisatie_id, bedrag__gt=NUL)
        .select_related("subsidie")
        .annotate(betaald_op=Subquery(betaald.values("betaald_op")[:1]))
        .order_by("-dag", "-id")[:MEEST]
    )


def _gegevens(organisatie: Organisatie) -> tuple[tuple[str, str], ...]:
    houder = organisatie.accounthouder
    return (
        ("Accounthouder", houder.gebruiker.naam if houder else "Nog niemand"),
        ("Rechtsvorm", organisatie.get_aanvrager_soort_display().capitalize()),
        ("Soort", organisatie.typering.capitalize() or "–"),
        ("KvK-nummer", organisatie.kvk or "–"),
    )


def _links(beeld: _Beeld) -> Iterable[Schakel]:
    pk = beeld.organisatie.pk
    yield Schakel("Gegevens en contact", reverse("organisaties:detail", args=[pk]))
    if beeld.lid.rol == Rol.BELEIDSMEDEWERKER:
        yield Schakel("Accounthouder kiezen", reverse("organisaties:accounthouder", args=[pk]))
    if beeld.subsidies:
        yield Schakel("Social return", reverse("uitvoering:sroi", args=[pk]))


def _vlaggen(beeld: _Beeld) -> Blok | None:
    """Without a grant there is nothing to look into. One query: the rules of today."""
    if not beeld.subsidies:
        return None
    laatste = beeld.subsidies[0]
    alle = vlaggen(
        _feiten(beeld),
        Parameters.uit_dict(laatste.beschikking.besluit.parameters),
        parameters_op(laatste.deel.aanvraag.regeling, beeld.vandaag),
        beeld.vandaag,
    )
    return beeld.blok(
        "Let op",
        "vlaggen",
        (tekst("Waarop"), tekst("Nu"), tekst("Waarom")),
        [_vlagrij(vlag) for vlag in sorted(alle, key=lambda vlag: not vlag.aan)],
        leeg="",
        uitleg="Deze tekens zeggen alleen dat iemand moet kijken.",
    )


def _vlagrij(vlag: Vlag) -> Rij:
    return Rij((vlag.naam, "Nagaan" if vlag.aan else "Niets te doen", vlag.waarom), onder=vlag.grondslag)


def _feiten(beeld: _Beeld) -> Feiten:
    verleend: dict[int, Decimal] = defaultdict(lambda: NUL)
    activiteiten: dict[object, set[int]] = defaultdict(set)
    namen: dict[object, str] = {}
    for subsidie in beeld.subsidies:
        aanvraag: Aanvraag = subsidie.deel.aanvraag
        activiteit = _activiteit(aanvraag)
        namen.setdefault(activiteit, aanvraag.waarvoor)
        jaren = activiteiten[activiteit]
        if subsidie.deel.vorig_jaar:
            jaren.add(aanvraag.eerste_jaar - 1)
        for jaar, stand in beeld.standen[subsidie.pk].items():
            verleend[jaar] += stand.recht
            if stand.nu:
                jaren.add(jaar)
    besloten = sum((subsidie.besloten for subsidie in beeld.subsidies), NUL)
    return Feiten(verleend, besloten, {namen[activiteit]: jaren for activiteit, jaren in activiteiten.items()})


def _activiteit(aanvraag: Aanvraag) -> object:
    """What makes activities the same: a theme keeps its code from one call to the next, whatever it is called."""
    return aanvraag.tafel.thema.code if aanvraag.tafel and not aanvraag.zelfstandig else aanvraag.regeling_id


def _taken(beeld: _Beeld) -> Blok:
    """What waits for somebody, and the applications that are not decided on."""
    regels = sorted(beeld.taken, key=lambda regel: (regel.uiterste_dag is None, regel.uiterste_dag, regel.naam))
    rijen = [Rij((regel.wat, regel.wie.label, regel.uiterste_dag), regel.url, regel.onder) for regel in regels]
    for feiten in beeld.organisatie.de_aanvragen:
        stand = Aanvraag.Stand(feiten["stand"])
        route = "aanvraag_detail" if stand == Aanvraag.Stand.CONCEPT else "zaak_detail"
        url = reverse(f"subsidies:{route}", args=[feiten["kenmerk"]])
        rijen.append(
            Rij(
                (f"Aanvraag: {stand.label}", "–", _dag(feiten["uiterlijk"])),
                url,
                f"{feiten['regeling']} · {feiten['kenmerk']}",
            )
        )
    kolommen = (tekst("Wat"), tekst("Wie"), datum("Uiterlijk"))
    return beeld.blok("Wat loopt er?", "taken", kolommen, rijen, leeg="Er wacht niets.")


def _subsidieblok(beeld: _Beeld) -> Blok:
    """The six figures of each grant, over all its years."""
    rijen = []
    for subsidie in beeld.subsidies:
        standen = beeld.standen[subsidie.pk].values()
        vastgesteld = [stand.vastgesteld for stand in standen if stand.vastgesteld is not None]
        aanvraag = subsidie.deel.aanvraag
        rijen.append(
            Rij(
                (
                    aanvraag.waarvoor,
                    aanvraag.periode,
                    sum((stand.gevraagd for stand in standen), NUL),
                    subsidie.voorgesteld,
                    sum((stand.verleend for stand in standen), NUL),
                    sum((stand.gewijzigd for stand in standen), NUL),
                    sum(vastgesteld, NUL) if vastgesteld else None,
                    sum((stand.betaald for stand in standen), NUL),
                ),
                reverse("uitvoering:subsidie", args=[subsidie.kenmerk]),
                f"{subsidie.kenmerk} · {subsidie.get_stand_display()}",
            )
        )
    cijfers = ("Gevraagd", "Voorgesteld", "Verleend", "Gewijzigd", "Vastgesteld", "Betaald")
    sommen = (sum((rij.waarden[plek] or NUL for rij in rijen), NUL) for plek in range(2, 2 + len(cijfers)))
    return beeld.blok(
        "Subsidies",
        "subsidies",
        (tekst("Waarvoor"), tekst("Periode"), *map(geld, cijfers)),
        rijen,
        totaal=Rij(("Samen", None, *sommen)) if rijen else None,
        begrippen=(*begrippen.AANVRAAG, begrippen.BETAALD),
        leeg="Deze organisatie heeft geen subsidie.",
        uitleg="Bedragen in euro, over alle jaren.",
    )


def _betalingen(beeld: _Beeld) -> Blok:
    rijen = [
        Rij(
            (f"{rij.jaar}, termijn {rij.volgnummer}", rij.dag, rij.betaald_op, rij.get_stand_display(), rij.bedrag),
            reverse("uitvoering:subsidie", args=[rij.subsidie.kenmerk]),
            rij.subsidie.kenmerk,
        )
        for rij in beeld.termijnen
    ]
    kolommen = (tekst("Termijn"), datum("Betaaldag"), datum("Betaald op"), tekst("Stand"), geld("Bedrag"))
    return beeld.blok(
        "Betalingen",
        "betalingen",
        kolommen,
        rijen,
        leeg="Er is nog geen betaling gepland.",
        noten=_de_nieuwste(rijen),
    )


def _gesprekken(beeld: _Beeld) -> Blok:
    rijen = [
        Rij(
            (f"Gesprek over {feiten['subsidie']}", _dag(feiten["datum"]), Gesprek.Stand(feiten["stand"]).label),
            reverse("uitvoering:gesprek", args=[feiten["subsidie"], feiten["pk"]]),
        )
        for feiten in beeld.organisatie.de_gesprekken
    ]
    kolommen = (tekst("Gesprek"), datum("Dag"), tekst("Stand"))
    return beeld.blok(
        "Gesprekken", "gesprekken", kolommen, rijen, leeg="Er was nog geen gesprek.", noten=_de_nieuwste(rijen)
    )


def _tafels(beeld: _Beeld) -> Blok:
    rijen = [
        Rij(
            (feiten["thema"], feiten["uitvraag"], Deelname.Stand(feiten["stand"]).label),
            reverse("thematafels:tafel_detail", args=[feiten["kenmerk"], feiten["code"]]),
        )
        for feiten in beeld.organisatie.de_tafels
    ]
    kolommen = (tekst("Thematafel"), tekst("Uitvraag"), tekst("Deelname"))
    return beeld.blok("Thematafels", "tafels", kolommen, rijen, leeg="Deze organisatie zit aan geen tafel.")


def _brieven(beeld: _Beeld) -> Blok:
    rijen = [
        Rij(
            (feiten["onderwerp"], _dag(feiten["verzenddatum"]), Briefstand(feiten["stand"]).label),
            reverse("brieven:detail", args=[feiten["kenmerk"]]),
            feiten["kenmerk"],
        )
        for feiten in beeld.organisatie.de_brieven
    ]
    kolommen = (tekst("Brief"), datum("Verzenddatum"), tekst("Stand"))
    return beeld.blok("Brieven", "brieven", kolommen, rijen, leeg="Er is nog geen brief.", noten=_de_nieuwste(rijen))


def _de_nieuwste(rijen: Sequence[Rij]) -> tuple[str, ...]:
    return (f"Alleen de nieuwste {MEEST}.",) if len(rijen) == MEEST else ()


def _som(standen: Standen, veld: str) -> Decimal:
    return sum((getattr(stand, veld) for jaren in standen.values() for stand in jaren.values()), NUL)


def _dag(dag: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(dag) if dag else None
