"""The pages around one application, for who looks at it: what one can read, and what one can do."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.dossier import Dossier
from subsidies.models import Aanvraag
from subsidies.toegang import SCHRIJVERS


@dataclass(frozen=True, slots=True)
class Weg:
    """One link. `aantal` stands behind it when there is something to count."""

    naam: str
    url: str
    aantal: int = 0


def wegwijzer(dossier: Dossier, lid: Lidmaatschap, *, opmerkingen: int, leidt: bool) -> list[tuple[str, list[Weg]]]:
    """The links in groups, each under a heading; a group without links is left out."""
    groepen = {
        "De aanvraag": _lezen(dossier, lid, opmerkingen, leidt),
        "Uw deel": _eigen_deel(dossier, lid),
        "Voor de penvoerder": _penvoerder(dossier, lid),
        "Op papier": _papier(dossier, lid),
    }
    gevuld = ((kop, list(wegen)) for kop, wegen in groepen.items())
    return [(kop, wegen) for kop, wegen in gevuld if wegen]


def _lezen(dossier: Dossier, lid: Lidmaatschap, opmerkingen: int, leidt: bool) -> Iterator[Weg]:
    kenmerk = dossier.aanvraag.kenmerk
    yield Weg("Lees de hele aanvraag", reverse("subsidies:aanvraag_lees", args=[kenmerk]))
    yield Weg("Dekking en overlap", reverse("subsidies:dekking", args=[kenmerk]))
    yield Weg("Akkoord en deelnemers", reverse("subsidies:akkoorden", args=[kenmerk]))
    yield Weg("Opmerkingen", reverse("subsidies:opmerkingen", args=[kenmerk]), opmerkingen)
    yield Weg("Bijlagen", reverse("subsidies:bijlagen", args=[kenmerk]))
    if lid.is_gemeente or leidt:
        yield Weg("De tafel op één blad", reverse("subsidies:tafelblad", args=[kenmerk]))


def _eigen_deel(dossier: Dossier, lid: Lidmaatschap) -> Iterator[Weg]:
    eigen = dossier.deel_van(lid.organisatie_id)
    if eigen is None:
        return
    plek = [dossier.aanvraag.kenmerk, eigen.pk]
    concept = dossier.aanvraag.stand == Aanvraag.Stand.CONCEPT
    if concept and eigen.akkoord is not None:
        yield Weg("Wat veranderde sinds uw akkoord", reverse("subsidies:sinds_akkoord", args=plek))
    if concept and lid.rol in SCHRIJVERS:
        yield Weg("Neem over van een eerdere aanvraag", reverse("subsidies:kopieren", args=plek))
    yield Weg("Download als pdf", reverse("subsidies:deel_pdf", args=plek))
    yield Weg("Download als odt", reverse("subsidies:deel_odt", args=plek))
    if concept and lid.rol == Rol.TEKENBEVOEGDE:
        yield Weg("Stap uit de aanvraag", reverse("subsidies:uitstappen", args=plek))


def _penvoerder(dossier: Dossier, lid: Lidmaatschap) -> Iterator[Weg]:
    aanvraag = dossier.aanvraag
    if lid.organisatie_id != aanvraag.penvoerder_id or lid.rol != Rol.TEKENBEVOEGDE:
        return
    if aanvraag.stand == Aanvraag.Stand.CONCEPT and len(dossier.delen) > 1:
        yield Weg("Draag de pen over", reverse("subsidies:penvoerder_kiezen", args=[aanvraag.kenmerk]))
    if Aanvraag.VERLOOP.mag(aanvraag.stand, Aanvraag.Stand.INGETROKKEN):
        yield Weg("Trek de aanvraag in", reverse("subsidies:aanvraag_intrekken", args=[aanvraag.kenmerk]))


def _papier(dossier: Dossier, lid: Lidmaatschap) -> Iterator[Weg]:
    aanvraag = dossier.aanvraag
    op_papier = aanvraag.ingevoerd_door_id is not None and aanvraag.stand == Aanvraag.Stand.CONCEPT
    if not op_papier or lid.rol != Rol.BELEIDSMEDEWERKER:
        return
    for deel in dossier.delen:
        plek = [aanvraag.kenmerk, deel.pk]
        yield Weg(f"Begroting van {deel.organisatie}", reverse("subsidies:begroting_wijzig", args=plek))
        yield Weg(f"Voorzieningen van {deel.organisatie}", reverse("subsidies:voorzieningen", args=plek))
        if deel.vraagt_activiteiten:
            yield Weg(f"Activiteiten van {deel.organisatie}", reverse("subsidies:activiteiten", args=plek))
    if not aanvraag.zelfstandig:
        yield Weg("Voeg een deelnemer toe", reverse("subsidies:papier_deelnemer", args=[aanvraag.kenmerk]))
    yield Weg("Leg de aanvraag vast", reverse("subsidies:papier_indienen", args=[aanvraag.kenmerk]))
    yield Weg("Trek de aanvraag in", reverse("subsidies:aanvraag_intrekken", args=[aanvraag.kenmerk]))
