"""The doors of this room: another's account does not exist (404), a missing right is refused with its reason."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from kern.fouten import GeenRecht
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.selectors import machtigingen_van
from organisaties.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, RAAD, Rol, eis_rol
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.selectors import zichtbaar_voor
from subsidies.toegang import SCHRIJVERS, Erbij, eis_ondertekenaar
from verantwoording.models import Activiteitverslag, Deelverslag, Verantwoording, Verhaal

SCHRIJFROLLEN = (*PARTNER, Rol.BELEIDSMEDEWERKER)  # who may be one of those who write; the doors say who is
LEZERS = (*GEMEENTE, *PARTNER, *ONAFHANKELIJK, *RAAD)
VOOR_DE_RAAD = (Verantwoording.Stand.INGEDIEND, Verantwoording.Stand.AFGEROND)
_BIJ_DE_AANVRAAG = ("regeling", "uitvraag__regeling", "tafel__thema__uitvraag", "penvoerder")
_BIJ_DE_VERANTWOORDING = tuple(f"aanvraag__{pad}" for pad in _BIJ_DE_AANVRAAG)
_INGEDIEND_DOOR = ("ingediend_door__gebruiker", "ingediend_door__organisatie")
_BIJ_HET_DEEL = (
    "deel__organisatie",
    "machtiging",
    *_INGEDIEND_DOOR,
    *(f"verantwoording__{pad}" for pad in _BIJ_DE_VERANTWOORDING),
)


def zichtbare_verantwoordingen(lid: Lidmaatschap) -> QuerySet[Verantwoording]:
    """The accounts this membership may know of: the municipality all of them, who is at the table those of its table,
    the council what a table submitted, others none."""
    if lid.is_gemeente:
        return Verantwoording.objects.all()
    if lid.rol in RAAD:
        return Verantwoording.objects.filter(stand__in=VOOR_DE_RAAD)
    return Verantwoording.objects.filter(aanvraag__in=zichtbaar_voor(lid))


def zichtbaar_in_de_maak(lid: Lidmaatschap) -> QuerySet[Verantwoording]:
    """Of which accounts one may read the parts as they are written. The council none, also of what was submitted: a
    part may be open again, and the council reads the document."""
    return Verantwoording.objects.none() if lid.rol in RAAD else zichtbare_verantwoordingen(lid)


def haal_verantwoording(lid: Lidmaatschap, kenmerk: str, jaar: int, **erbij: Erbij) -> Verantwoording:
    """The account of one year to read, with its application, table, call and regeling. Raises Http404."""
    verantwoording = (
        zichtbare_verantwoordingen(lid)
        .filter(aanvraag__kenmerk=kenmerk, jaar=jaar)
        .select_related(*_INGEDIEND_DOOR, *_BIJ_DE_VERANTWOORDING)
        .annotate(**erbij)
        .first()
    )
    if verantwoording is None:
        raise Http404
    return verantwoording


def haal_deelverslag(lid: Lidmaatschap, kenmerk: str, deelverslag_id: int, **erbij: Erbij) -> Deelverslag:
    """The own part of one participant to read, with its account and application. Raises Http404."""
    verslag = (
        Deelverslag.objects.filter(
            pk=deelverslag_id,
            verantwoording__aanvraag__kenmerk=kenmerk,
            verantwoording__in=zichtbaar_in_de_maak(lid),
        )
        .select_related(*_BIJ_HET_DEEL)
        .annotate(**erbij)
        .first()
    )
    if verslag is None:
        raise Http404
    return verslag


def haal_eigen_deelverslag(lid: Lidmaatschap, kenmerk: str, deelverslag_id: int, **erbij: Erbij) -> Deelverslag:
    """To write in: by an editor or signatory of its organisation. GeenRecht for all others who may read it."""
    verslag = haal_deelverslag(lid, kenmerk, deelverslag_id, **erbij)
    eis_schrijft(lid, verslag)
    return verslag


def haal_in_te_dienen_deelverslag(lid: Lidmaatschap, kenmerk: str, deelverslag_id: int) -> Deelverslag:
    """To submit: by who signs for its organisation, or who enters what came on paper."""
    verslag = haal_deelverslag(lid, kenmerk, deelverslag_id)
    if not voert_in(lid, verslag.verantwoording.aanvraag):
        eis_tekent(lid, verslag)
    return verslag


def haal_activiteitverslag(lid: Lidmaatschap, kenmerk: str, verslag_id: int, **erbij: Erbij) -> Activiteitverslag:
    """What one says of one activity, to read: with what was agreed, and its part, account and application."""
    verslag = (
        Activiteitverslag.objects.filter(
            pk=verslag_id,
            deelverslag__verantwoording__aanvraag__kenmerk=kenmerk,
            deelverslag__verantwoording__in=zichtbaar_in_de_maak(lid),
        )
        .select_related(
            "afspraak__subdoel", "afspraak__voorziening", *(f"deelverslag__{pad}" for pad in _BIJ_HET_DEEL)
        )
        .annotate(**erbij)
        .first()
    )
    if verslag is None:
        raise Http404
    return verslag


def haal_eigen_activiteitverslag(
    lid: Lidmaatschap, kenmerk: str, verslag_id: int, **erbij: Erbij
) -> Activiteitverslag:
    """The same, to write: by the people who write in its part."""
    verslag = haal_activiteitverslag(lid, kenmerk, verslag_id, **erbij)
    eis_schrijft(lid, verslag.deelverslag)
    return verslag


def haal_terug_te_nemen_verhaal(
    lid: Lidmaatschap, kenmerk: str, verslag_id: int, verhaal_id: int
) -> tuple[Activiteitverslag, Verhaal | None]:
    """A story to take back, with its report; None for one that is gone already."""
    verslag = haal_activiteitverslag(lid, kenmerk, verslag_id)
    eis_haalt_verhaal_weg(lid, verslag.deelverslag)
    return verslag, verslag.verhalen.filter(pk=verhaal_id).select_related("stadsdeel").first()


def haal_eigen_verhaal(lid: Lidmaatschap, kenmerk: str, verhaal_id: int) -> Verhaal:
    """A story to change or to take back: by the people who write in its report."""
    verhaal = Verhaal.objects.filter(pk=verhaal_id).first()
    if verhaal is None:
        raise Http404
    verhaal.verslag = haal_eigen_activiteitverslag(lid, kenmerk, verhaal.verslag_id)
    return verhaal


def voert_in(lid: Lidmaatschap, aanvraag: Aanvraag) -> bool:
    """Who asked on paper (Awb 2:7) may account on paper: an officer enters it, for everybody in that application."""
    return lid.rol == Rol.BELEIDSMEDEWERKER and aanvraag.ingevoerd_door_id is not None


def is_eigen(lid: Lidmaatschap, deelverslag: Deelverslag) -> bool:
    """Whether this is the account of the organisation that this person writes for."""
    return lid.organisatie_id == deelverslag.deel.organisatie_id and lid.rol in SCHRIJVERS


def schrijft(lid: Lidmaatschap, deelverslag: Deelverslag) -> bool:
    """Whether this person writes the account of this participant."""
    return is_eigen(lid, deelverslag) or voert_in(lid, deelverslag.verantwoording.aanvraag)


def tekent(lid: Lidmaatschap, deelverslag: Deelverslag) -> bool:
    """Whether this person answers for the account of this participant, or does so under a machtiging."""
    return deelverslag.deel.organisatie_id in tekent_voor(lid)


def tekent_voor(lid: Lidmaatschap) -> set[int]:
    """For which organisations this person signs today: the own one, and each that gave a machtiging."""
    if not lid.is_partner:
        return set()
    namens = {machtiging.organisatie_id for machtiging in machtigingen_van(lid, timezone.localdate())}
    return namens | ({lid.organisatie_id} if lid.rol == Rol.TEKENBEVOEGDE else set())


def eis_schrijft(lid: Lidmaatschap, deelverslag: Deelverslag) -> None:
    if voert_in(lid, deelverslag.verantwoording.aanvraag):
        return
    _eis_eigen(lid, deelverslag.deel)
    eis_rol(lid, *SCHRIJVERS, reden="Een meelezer leest mee. Een redacteur of tekenbevoegde schrijft het verslag.")


def eis_tekent(lid: Lidmaatschap, deelverslag: Deelverslag, *, slot: bool = False) -> Machtiging | None:
    """As in the application: its own tekenbevoegde (None), or who it gave a machtiging. `slot`: for the act itself."""
    return eis_ondertekenaar(lid, deelverslag.deel.organisatie, slot=slot)


def haalt_verhaal_weg(lid: Lidmaatschap, deelverslag: Deelverslag) -> bool:
    """Who told a story takes it back with those who wrote it down or answer for it, or with the municipality, which
    publishes it. No interest stands in the way (Awb 2:4): there is nothing to weigh (AVG 17)."""
    return lid.rol == Rol.BELEIDSMEDEWERKER or is_eigen(lid, deelverslag) or tekent(lid, deelverslag)


def eis_haalt_verhaal_weg(lid: Lidmaatschap, deelverslag: Deelverslag) -> None:
    if not haalt_verhaal_weg(lid, deelverslag):
        raise GeenRecht(
            "Een verhaal haalt weg wie dit verslag schrijft of ondertekent, of een beleidsmedewerker.",
            code="verhaal.niet_van_u",
        )


def _eis_eigen(lid: Lidmaatschap, deel: Aanvraagdeel) -> None:
    if lid.organisatie_id != deel.organisatie_id:
        raise GeenRecht(f"Dit verslag is van {deel.organisatie.naam}.", code="verslag.niet_eigen")
