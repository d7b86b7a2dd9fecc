"""Preparing an indexing and setting it going: who raises which grants, by how much, on whose decision."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from kern.fouten import DomeinFout, GeenRecht
from kern.geld import NUL
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import Code, leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from regelingen.models import Regeling
from subsidies.models import Collegebesluit, Subsidie
from subsidies.selectors.standen import Jaarstand, jaarstanden_van
from subsidies.services.collegebesluit import collegebesluit_voor
from subsidies.services.collegepunt import besluit_over, eis_niet_bij_college
from thematafels.models import Uitvraag
from uitvoering.models import Indexering, Indexeringsbedrag, Indexeringsregel
from uitvoering.regels.indexering import verhoging, vingerafdruk

INDEXEER = "uitvoering.tasks.indexeer"

Stand = Indexering.Stand
Regelstand = Indexeringsregel.Stand
Bedragen = Mapping[int, tuple[Decimal, Decimal]]  # per year: what it is, what is added


@dataclass(frozen=True, kw_only=True)
class IndexeringGegevens:
    """What an indexing is, and is for good."""

    regeling: Regeling
    uitvraag: Uitvraag | None
    jaar: int
    ook_later: bool
    percentage: Decimal
    peildatum: datetime.date
    afronding: str
    motivering: str


def stel_op(*, gegevens: IndexeringGegevens, door: Lidmaatschap) -> Indexering:
    """Compute the increase of every running grant. Nothing is decided yet.

    Raises DomeinFout when another indexing of that year is under way, or no grant runs.
    """
    with handeling("indexering.opgesteld", door=door):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een indexering voorbereiden doet een beleidsmedewerker.")
        Regeling.objects.select_for_update(no_key=True).get(pk=gegevens.regeling.pk)
        _controleer(gegevens)
        indexering = Indexering.objects.create(
            kenmerk=volgend_kenmerk(timezone.localdate()),
            opgesteld_door=door,
            **{naam: getattr(gegevens, naam) for naam in IndexeringGegevens.__dataclass_fields__},
        )
        aantal = _bereken(indexering)
        if not indexering.regels.exists():
            raise DomeinFout("Er loopt geen subsidie met een bedrag in dit jaar.", code="indexering.leeg", veld="jaar")
        leg_vast(
            "indexering.opgesteld", door=door, over=indexering, kenmerk=Code(indexering.kenmerk), subsidies=aantal
        )
    return indexering


def bereken_opnieuw(*, indexering_id: int, door: Lidmaatschap) -> Indexering:
    """With the grants and amounts of now. Who was left out stays out."""
    with handeling("indexering.berekend", door=door, over=Indexering(pk=indexering_id)):
        indexering = _in_voorbereiding(indexering_id, door)
        aantal = _bereken(indexering)
        leg_vast("indexering.berekend", door=door, over=indexering, kenmerk=Code(indexering.kenmerk), subsidies=aantal)
    return indexering


def sluit_uit(*, indexering_id: int, regel_id: int, reden: str, door: Lidmaatschap) -> None:
    """Leave one grant out, with the reason."""
    with handeling("indexering.uitgesloten", door=door, over=Indexering(pk=indexering_id)):
        indexering = _in_voorbereiding(indexering_id, door)
        if not reden.strip():
            raise DomeinFout("Schrijf waarom deze subsidie niet meedoet.", code="indexering.reden", veld="reden")
        regel = indexering.regels.select_related("subsidie").get(pk=regel_id)
        zet_regel(regel, Regelstand.OVERGESLAGEN, reden=reden.strip())
        leg_vast("indexering.uitgesloten", door=door, over=indexering, kenmerk=Code(regel.subsidie.kenmerk))


def neem_mee(*, indexering_id: int, regel_id: int, door: Lidmaatschap) -> None:
    """Take a grant that was left out along after all."""
    with handeling("indexering.meegenomen", door=door, over=Indexering(pk=indexering_id)):
        indexering = _in_voorbereiding(indexering_id, door)
        regel = indexering.regels.select_related("subsidie").get(pk=regel_id)
        zet_regel(regel, Regelstand.TE_DOEN)
        leg_vast("indexering.meegenomen", door=door, over=indexering, kenmerk=Code(regel.subsidie.kenmerk))


def trek_in(*, indexering_id: int, door: Lidmaatschap) -> None:
    """Let it go: nothing was decided."""
    with handeling("indexering.ingetrokken", door=door, over=Indexering(pk=indexering_id)):
        indexering = _in_voorbereiding(indexering_id, door)
        eis_niet_bij_college(indexering.kenmerk)
        _zet(indexering, Stand.INGETROKKEN)
        leg_vast("indexering.ingetrokken", door=door, over=indexering, kenmerk=Code(indexering.kenmerk))


def start(*, indexering_id: int, gezien: str, door: Lidmaatschap) -> Indexering:
    """Carry out what the college decided: a worker decides grant by grant. By somebody else than who prepared it.

    `gezien` is the vingerafdruk of what they saw; DomeinFout when it was computed again since, or the decision of the
    college on this indexing was not registered.
    """
    with handeling("indexering.gestart", door=door, over=Indexering(pk=indexering_id)):
        indexering = _vergrendel(indexering_id)
        eis_uitvoerder(indexering, door)
        Indexering.VERLOOP.controleer(indexering.stand, Stand.BEZIG)
        te_doen = indexering.regels.filter(stand=Regelstand.TE_DOEN)
        _eis_gezien(te_doen, gezien)
        indexering.collegebesluit = _van_het_college(indexering)
        indexering.gestart_door, indexering.gestart_op = door, timezone.now()
        _zet(indexering, Stand.BEZIG, "gestart_door", "gestart_op", "collegebesluit")
        leg_vast(
            "indexering.gestart",
            door=door,
            over=indexering,
            kenmerk=Code(indexering.kenmerk),
            subsidies=te_doen.count(),
        )
        na_commit(INDEXEER, indexering.pk)
    return indexering


def probeer_opnieuw(*, indexering_id: int, door: Lidmaatschap) -> Indexering:
    """Put every marked grant back in the queue: its cause was taken away."""
    with handeling("indexering.hervat", door=door, over=Indexering(pk=indexering_id)):
        indexering = _vergrendel(indexering_id)
        eis_uitvoerder(indexering, door)
        gemarkeerd = list(indexering.regels.filter(stand=Regelstand.GEMARKEERD).select_for_update(no_key=True))
        if not gemarkeerd:
            raise DomeinFout("Er is geen gemarkeerde subsidie.", code="indexering.niets_gemarkeerd")
        for regel in gemarkeerd:
            zet_regel(regel, Regelstand.TE_DOEN)
        if indexering.stand != Stand.BEZIG:
            _zet(indexering, Stand.BEZIG)
        leg_vast(
            "indexering.hervat",
            door=door,
            over=indexering,
            kenmerk=Code(indexering.kenmerk),
            subsidies=len(gemarkeerd),
        )
        na_commit(INDEXEER, indexering.pk)
    return indexering


def eis_uitvoerder(indexering: Indexering, door: Lidmaatschap) -> None:
    """Raise GeenRecht for who may not start it: four eyes, by person."""
    eis_rol(door, Rol.BESLUITNEMER, Rol.COLLEGE, reden="Een indexering starten doet een besluitnemer.")
    if door.gebruiker_id == indexering.opgesteld_door.gebruiker_id:
        raise GeenRecht(
            "U hebt deze indexering zelf voorbereid. Iemand anders start haar.", code="indexering.vier_ogen"
        )


def jaren_en_bedragen(indexering: Indexering, standen: Mapping[int, Jaarstand]) -> Bedragen:
    """What this indexing does to one grant as it stands now. A settled year no longer rises."""
    was = {
        jaar: stand.nu
        for jaar, stand in standen.items()
        if (jaar == indexering.jaar or (indexering.ook_later and jaar > indexering.jaar))
        and stand.vastgesteld is None
        and stand.nu > NUL
    }
    erbij = verhoging(was, indexering.percentage, indexering.afronding)
    return {jaar: (was[jaar], erbij[jaar]) for jaar in was}


def zet_regel(regel: Indexeringsregel, stand: Indexeringsregel.Stand, *, reden: str = "", code: str = "") -> None:
    Indexeringsregel.VERLOOP.controleer(regel.stand, stand)
    regel.stand, regel.reden, regel.fout_code = stand, reden[:500], code
    regel.save(update_fields=["stand", "reden", "fout_code", "beschikking"])


def zet_bedragen(bedragen: Mapping[int, Bedragen]) -> None:
    """Replace the amounts of rows, by the id of the row."""
    Indexeringsbedrag.objects.filter(regel__in=bedragen).delete()
    Indexeringsbedrag.objects.bulk_create(
        Indexeringsbedrag(regel_id=regel_id, jaar=jaar, was=was, erbij=erbij)
        for regel_id, per_jaar in bedragen.items()
        for jaar, (was, erbij) in per_jaar.items()
    )


def _controleer(gegevens: IndexeringGegevens) -> None:
    if gegevens.uitvraag is not None and gegevens.uitvraag.regeling_id != gegevens.regeling.pk:
        raise DomeinFout(
            "Deze uitvraag hoort bij een andere regeling.", code="indexering.andere_regeling", veld="uitvraag"
        )
    if Indexering.objects.filter(
        regeling=gegevens.regeling, jaar=gegevens.jaar, stand__in=[Stand.CONCEPT, Stand.BEZIG]
    ).exists():
        raise DomeinFout(
            f"Er is al een indexering van {gegevens.jaar} in voorbereiding of bezig. Rond die eerst af.",
            code="indexering.al_een",
            veld="jaar",
        )


def _van_het_college(indexering: Indexering) -> Collegebesluit | None:
    besluit_id = besluit_over(indexering.kenmerk)
    if besluit_id is None:
        raise DomeinFout(
            "Het percentage is een besluit van het college. Leg deze indexering eerst voor aan het college.",
            code="indexering.geen_collegebesluit",
        )
    return collegebesluit_voor(indexering.kenmerk, besluit_id)


def _eis_gezien(te_doen: QuerySet[Indexeringsregel], gezien: str) -> None:
    rijen = Indexeringsbedrag.objects.filter(regel__in=te_doen).order_by("regel", "jaar")
    nu = list(rijen.values_list("regel", "jaar", "was", "erbij"))
    if not nu:
        raise DomeinFout("Er doet geen subsidie mee.", code="indexering.leeg")
    if vingerafdruk(nu) != gezien:
        raise DomeinFout(
            "Het overzicht is veranderd sinds u het zag. Kijk het opnieuw na.", code="indexering.niet_gezien"
        )


def _bereken(indexering: Indexering) -> int:
    """Rows and amounts of all running grants. Returns how many take part."""
    van_toepassing = Q(deel__aanvraag__regeling=indexering.regeling_id, stand=Subsidie.Stand.LOPEND)
    if indexering.uitvraag_id is not None:
        van_toepassing &= Q(deel__aanvraag__uitvraag=indexering.uitvraag_id)
    ids = list(Subsidie.objects.filter(van_toepassing).order_by("pk").values_list("pk", flat=True))
    alle = {pk: jaren_en_bedragen(indexering, standen) for pk, standen in jaarstanden_van(ids).items()}
    per_subsidie = {pk: bedragen for pk, bedragen in alle.items() if any(erbij for _, erbij in bedragen.values())}
    bestaand = {regel.subsidie_id: regel for regel in indexering.regels.all()}
    eerder = _al_geindexeerd(indexering, per_subsidie)
    nieuw = Indexeringsregel.objects.bulk_create(
        Indexeringsregel(
            indexering=indexering,
            subsidie_id=pk,
            stand=Regelstand.OVERGESLAGEN if pk in eerder else Regelstand.TE_DOEN,
            reden=f"Is voor {indexering.jaar} al geïndexeerd." if pk in eerder else "",
        )
        for pk in per_subsidie
        if pk not in bestaand
    )
    for pk, regel in bestaand.items():
        if pk not in per_subsidie and regel.stand == Regelstand.TE_DOEN:
            zet_regel(regel, Regelstand.OVERGESLAGEN, reden="Loopt niet meer, of er verandert niets.")
    regels = bestaand | {regel.subsidie_id: regel for regel in nieuw}
    zet_bedragen({regels[pk].pk: bedragen for pk, bedragen in per_subsidie.items()})
    return sum(regel.stand == Regelstand.TE_DOEN for regel in regels.values())


def _al_geindexeerd(indexering: Indexering, subsidie_ids: Iterable[int]) -> set[int]:
    """Grants whose year another indexing already raised: they stay out unless somebody takes them along."""
    return set(
        Indexeringsbedrag.objects.filter(
            regel__subsidie__in=list(subsidie_ids), regel__stand=Regelstand.GEDAAN, jaar=indexering.jaar
        ).values_list("regel__subsidie_id", flat=True)
    )


def _in_voorbereiding(indexering_id: int, door: Lidmaatschap) -> Indexering:
    indexering = _vergrendel(indexering_id)
    eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een indexering voorbereiden doet een beleidsmedewerker.")
    if indexering.stand != Stand.CONCEPT:
        raise DomeinFout(
            f"Dit kan niet meer: de indexering is {indexering.get_stand_display()}.", code="indexering.geen_concept"
        )
    return indexering


def _vergrendel(indexering_id: int) -> Indexering:
    return (
        Indexering.objects.select_for_update(of=("self",), no_key=True)
        .select_related("opgesteld_door", "regeling")
        .get(pk=indexering_id)
    )


def _zet(indexering: Indexering, stand: Indexering.Stand, *velden: str) -> None:
    Indexering.VERLOOP.controleer(indexering.stand, stand)
    indexering.stand = stand
    indexering.save(update_fields=["stand", *velden])
