"""Starting from what one's own organisation wrote before. The originals stay as they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from subsidies.dossier import Aanbod, Deel
from subsidies.models import Aanvraag, Aanvraagdeel, Onderdeel, Versie, Voorziening, Voorzieningjaar
from subsidies.models.voorziening import RELATIES, VELDEN
from subsidies.regels.overname import Overgezet, schuif_op, zet_activiteit_over, zet_over
from subsidies.selectors.activiteit import plankeuzes_voor
from subsidies.selectors.dossier import laad_deel, laad_vragen
from subsidies.selectors.keuzes import keuzes_voor
from subsidies.selectors.overname import al_overgenomen
from subsidies.services.activiteit import bewaar_activiteit
from subsidies.services.antwoord import bewaar_antwoord
from subsidies.services.begroting import PostInvoer, bewaar_begroting
from subsidies.services.slot import vergrendel_deel
from subsidies.services.voorziening import eis_plaats, laat_eigen_akkoord_vervallen
from subsidies.toegang import eis_schrijver

KOPIE = " (kopie)"


@dataclass(frozen=True, slots=True)
class Keus:
    """What to take over from one part: these voorzieningen, what it accounted on, its budget, and the joint texts of
    its application."""

    bron_id: int
    voorzieningen: Collection[int] = ()
    begroting: bool = False
    teksten: bool = False
    activiteiten: bool = False

    @property
    def is_leeg(self) -> bool:
        return not any((self.voorzieningen, self.begroting, self.teksten, self.activiteiten))


@dataclass(slots=True)
class Overgenomen:
    """What was taken over, and in sentences what was not."""

    voorzieningen: list[int] = field(default_factory=list)
    activiteiten: int = 0
    posten: int = 0
    teksten: int = 0
    niet: list[str] = field(default_factory=list)


def neem_over(*, deel_id: int, keus: Keus, door: Lidmaatschap) -> Overgenomen:
    """Copy from an earlier part of the same organisation, or duplicate within this one.

    What a voorziening is tied to is found by name, years by their place in the period; what has no equal here is
    left out and told. What is filled in already (a budget, a text, a voorziening taken over before, an activity of
    the same name) stays as it is.
    """
    with handeling("aanvraag.overgenomen", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = vergrendel_deel(deel_id)
        eis_schrijver(door, deel)
        if keus.is_leeg:
            raise DomeinFout("Kies wat u wilt overnemen.", code="overname.leeg")
        bron = (
            Aanvraagdeel.objects.filter(pk=keus.bron_id, organisatie=deel.organisatie_id)
            .select_related("organisatie", "aanvraag__regeling", "aanvraag__tafel")
            .first()
        )
        if bron is None:
            raise DomeinFout("Neem over uit een aanvraag van uw eigen organisatie.", code="overname.bron")
        inhoud, uit = laad_deel(bron), Overgenomen()
        opschuiven = deel.aanvraag.eerste_jaar - bron.aanvraag.eerste_jaar
        if keus.voorzieningen:
            _voorzieningen(deel, inhoud, keus, opschuiven, door, uit)
        if keus.activiteiten:
            _activiteiten(deel, inhoud, opschuiven, door, uit)
        if keus.begroting:
            _begroting(deel, inhoud, opschuiven, door, uit)
        if keus.teksten:
            _teksten(deel.aanvraag, bron.aanvraag, door, uit)
        leg_vast(
            "aanvraag.overgenomen",
            door=door,
            over=deel,
            bron=bron.pk,
            voorzieningen=len(uit.voorzieningen),
            posten=uit.posten,
            teksten=uit.teksten,
        )
    return uit


def _voorzieningen(
    deel: Aanvraagdeel, bron: Deel, keus: Keus, opschuiven: int, door: Lidmaatschap, uit: Overgenomen
) -> None:
    gekozen = [aanbod for aanbod in bron.aanbod if aanbod.pk in keus.voorzieningen]
    if len(gekozen) < len(set(keus.voorzieningen)):
        raise DomeinFout("Een voorziening die u koos is intussen verwijderd. Kies opnieuw.", code="overname.weg")
    dubbel = bron.pk == deel.pk
    if not dubbel:
        gekozen = _nog_niet_hier(deel, gekozen, uit)
    plek = eis_plaats(deel, len(gekozen))
    keuzes, jaren = keuzes_voor(deel.aanvraag), deel.aanvraag.jaren
    paren = [(aanbod, zet_over(aanbod, keuzes, opschuiven=opschuiven, jaren=jaren)) for aanbod in gekozen]
    uit.voorzieningen = _schrijf(deel, paren, plek, door, naast=KOPIE if dubbel else "")
    uit.niet += _niet_hier(overgezet for _, overgezet in paren)
    laat_eigen_akkoord_vervallen(deel, door=door)


def _nog_niet_hier(deel: Aanvraagdeel, gekozen: Sequence[Aanbod], uit: Overgenomen) -> list[Aanbod]:
    """A second click, or a colleague, takes nothing over twice."""
    al_hier = al_overgenomen(deel)
    uit.niet += [f"{aanbod.naam}: al overgenomen" for aanbod in gekozen if aanbod.pk in al_hier]
    return [aanbod for aanbod in gekozen if aanbod.pk not in al_hier]


def _schrijf(
    deel: Aanvraagdeel, paren: Sequence[tuple[Aanbod, Overgezet]], plek: int, door: Lidmaatschap, *, naast: str
) -> list[int]:
    """Write them all in a fixed number of queries; each begins at version 1."""
    inhouden: list[dict[str, Any]] = [dict(overgezet.inhoud) for _, overgezet in paren]
    for inhoud in inhouden:
        inhoud["naam"] = inhoud["naam"][: 150 - len(naast)] + naast
    rijen = Voorziening.objects.bulk_create(
        Voorziening(
            deel=deel,
            versie=1,
            volgorde=plek + nummer,
            kopie_van_id=aanbod.pk,
            **{veld: inhoud[veld] for veld in VELDEN},
        )
        for nummer, ((aanbod, _), inhoud) in enumerate(zip(paren, inhouden, strict=True))
    )
    geschreven = list(zip(rijen, inhouden, strict=True))
    for relatie in RELATIES:
        doorgang = getattr(Voorziening, relatie).through
        doel = Voorziening._meta.get_field(relatie).m2m_reverse_field_name()  # type: ignore[union-attr]  # m2m
        doorgang.objects.bulk_create(
            doorgang(voorziening=rij, **{f"{doel}_id": pk}) for rij, inhoud in geschreven for pk in inhoud[relatie]
        )
    Voorzieningjaar.objects.bulk_create(
        Voorzieningjaar(voorziening=rij, jaar=int(jaar), **wens)
        for rij, inhoud in geschreven
        for jaar, wens in inhoud["jaren"].items()
    )
    Versie.objects.bulk_create(
        Versie(
            aanvraag=deel.aanvraag,
            soort=Onderdeel.VOORZIENING,
            onderdeel=rij.pk,
            nummer=1,
            inhoud=inhoud,
            door=door,
        )
        for rij, inhoud in geschreven
    )
    return [rij.pk for rij in rijen]


def _niet_hier(overgezet: Iterable[Overgezet]) -> list[str]:
    """What had no equal here, each name once."""
    samen: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for een in overgezet:
        for wat, namen in een.niet_hier.items():
            samen[wat] |= dict.fromkeys(namen)
    return [f"{wat}: {'; '.join(namen)}" for wat, namen in samen.items()]


def _activiteiten(deel: Aanvraagdeel, bron: Deel, opschuiven: int, door: Lidmaatschap, uit: Overgenomen) -> None:
    """Each belongs to the voorziening here that was taken over from its own."""
    hier = set(deel.activiteiten.values_list("naam", flat=True))
    kopie_van = dict(deel.voorzieningen.exclude(kopie_van=None).values_list("kopie_van_id", "pk"))
    keuzes, overgezet = plankeuzes_voor(deel), []
    for activiteit in bron.activiteiten:
        if activiteit.naam in hier:
            uit.niet.append(f"{activiteit}: staat er al")
            continue
        een = zet_activiteit_over(
            activiteit,
            keuzes,
            voorziening=kopie_van.get(activiteit.voorziening_id or 0),
            opschuiven=opschuiven,
            jaren=deel.aanvraag.jaren,
        )
        bewaar_activiteit(deel_id=deel.pk, activiteit_id=None, versie=0, inhoud=een.inhoud, door=door)
        overgezet.append(een)
    uit.activiteiten = len(overgezet)
    uit.niet += _niet_hier(overgezet)


def _begroting(deel: Aanvraagdeel, bron: Deel, opschuiven: int, door: Lidmaatschap, uit: Overgenomen) -> None:
    if deel.posten.exists():
        uit.niet.append("de begroting: u hebt er al een ingevuld")
        return
    jaren = deel.aanvraag.jaren
    posten = [
        PostInvoer(
            post.soort,
            post.omschrijving,
            {**dict.fromkeys(jaren, NUL), **schuif_op(post.bedragen, opschuiven, jaren)},
        )
        for post in bron.posten
    ]
    bewaar_begroting(
        deel_id=deel.pk, posten=posten, versie=deel.begroting_versie, vorig_jaar=deel.vorig_jaar, door=door
    )
    uit.posten = len(posten)


def _teksten(aanvraag: Aanvraag, bron: Aanvraag, door: Lidmaatschap, uit: Overgenomen) -> None:
    """The texts on questions with the same code; what the table wrote already is never overwritten."""
    eerder = {(vraag.soort, vraag.code): vraag.tekst for vraag in laad_vragen(bron) if vraag.beantwoord}
    for vraag in laad_vragen(aanvraag):
        tekst = eerder.get((vraag.soort, vraag.code), "")
        if not tekst or tekst == vraag.tekst:
            continue
        if vraag.beantwoord:
            uit.niet.append(f"de tekst over '{vraag.naam}': daar staat al iets")
            continue
        bewaar_antwoord(antwoord_id=vraag.pk, tekst=tekst, versie=vraag.versie, door=door)
        uit.teksten += 1
