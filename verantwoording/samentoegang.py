"""The doors of the joint account: written by everybody at the table, submitted by who holds the pen."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404

from organisaties.models import Lidmaatschap, Machtiging
from organisaties.toegang import Rol
from subsidies.models import Aanvraag
from subsidies.toegang import SCHRIJVERS, Erbij, eis_ondertekenaar, eis_schrijft_samen
from thematafels.selectors import aangesteld_bij
from verantwoording.models import Deelverslag, Duiding, Verantwoording, Verantwoordingsstuk
from verantwoording.selectors.inbreng import Deelstand, Inbreng, teksten_erbij
from verantwoording.toegang import eis_tekent, haal_verantwoording, voert_in, zichtbare_verantwoordingen

_BIJ_DE_DUIDING = tuple(
    f"verantwoording__aanvraag__{pad}" for pad in ("regeling", "uitvraag", "tafel__thema__uitvraag", "penvoerder")
)


def haal_samen(lid: Lidmaatschap, kenmerk: str, jaar: int, **erbij: Erbij) -> Verantwoording:
    """The joint account as it is written, with its texts. Raises Http404."""
    return haal_verantwoording(
        lid,
        kenmerk,
        jaar,
        **teksten_erbij(),
        doet_mee=_doet_mee(lid, OuterRef("pk")),
        leidt=_leidt(lid, "aanvraag"),
        **erbij,
    )


def haal_duiding(lid: Lidmaatschap, kenmerk: str, duiding_id: int, **erbij: Erbij) -> Duiding:
    """A joint text to write on: by an editor or signatory of who takes part, or who leads the table."""
    duiding = (
        Duiding.objects.filter(
            pk=duiding_id,
            verantwoording__aanvraag__kenmerk=kenmerk,
            verantwoording__in=zichtbare_verantwoordingen(lid),
        )
        .select_related("subdoel", *_BIJ_DE_DUIDING)
        .annotate(**mag_schrijven_erbij(lid), **erbij)
        .first()
    )
    if duiding is None:
        raise Http404
    eis_schrijft(lid, duiding)
    return duiding


def haal_duiding_met_teksten(lid: Lidmaatschap, kenmerk: str, duiding_id: int) -> Duiding:
    """The same for its page, which shows them all."""
    duiding = haal_duiding(lid, kenmerk, duiding_id, **teksten_erbij("verantwoording"))
    vars(duiding.verantwoording).update(lijst_duidingen=vars(duiding)["lijst_duidingen"])
    return duiding


def mag_schrijven_erbij(lid: Lidmaatschap) -> dict[str, Erbij]:
    """For `eis_schrijft`, in the query that reads a joint text."""
    return {
        "doet_mee": _doet_mee(lid, OuterRef("verantwoording")),
        "leidt": _leidt(lid, "verantwoording__aanvraag"),
    }


def eis_schrijft(lid: Lidmaatschap, stuk: Duiding | Verantwoording) -> None:
    """Of what came with `doet_mee` and `leidt`."""
    feiten = vars(stuk)
    eis_schrijft_samen(lid, doet_mee=feiten["doet_mee"], leidt=feiten["leidt"])


def schrijft(lid: Lidmaatschap, stuk: Duiding | Verantwoording) -> bool:
    feiten = vars(stuk)
    return bool(feiten["leidt"] or (feiten["doet_mee"] and lid.rol in SCHRIJVERS))


def haal_te_tekenen_deel(lid: Lidmaatschap, verantwoording: Verantwoording, deelverslag_id: int) -> Deelverslag:
    """A part in this account, to agree for by who signs for that organisation. Raises Http404 without one."""
    deelverslag = (
        Deelverslag.objects.filter(verantwoording=verantwoording, pk=deelverslag_id)
        .select_related("deel__organisatie")
        .first()
    )
    if deelverslag is None:
        raise Http404
    eis_tekent(lid, deelverslag)
    return deelverslag


def haal_te_tekenen_stand(
    lid: Lidmaatschap, inbreng: Inbreng, deelverslag_id: int
) -> tuple[Deelstand, Machtiging | None]:
    """The same, of what was read already, with the machtiging under which this person signs."""
    stand = inbreng.van(deelverslag_id)
    if stand is None:
        raise Http404
    return stand, eis_tekent(lid, stand.deelverslag)


def eis_penvoerder(lid: Lidmaatschap, aanvraag: Aanvraag, *, slot: bool = False) -> None:
    """Who submits for the table: who signs for the penvoerder, or who enters what came on paper."""
    if not voert_in(lid, aanvraag):
        eis_ondertekenaar(lid, aanvraag.penvoerder, slot=slot)


def zichtbare_stukken(lid: Lidmaatschap) -> QuerySet[Verantwoordingsstuk]:
    """What was submitted. For the council not while the table works on it again."""
    return Verantwoordingsstuk.objects.filter(verantwoording__in=zichtbare_verantwoordingen(lid))


def haal_stuk(lid: Lidmaatschap, kenmerk: str, jaar: int, nummer: int) -> Verantwoordingsstuk:
    """One submitted document with its application and its file. Raises Http404."""
    stuk = (
        zichtbare_stukken(lid)
        .filter(verantwoording__aanvraag__kenmerk=kenmerk, verantwoording__jaar=jaar, nummer=nummer)
        .select_related("pdf", *_BIJ_DE_DUIDING)
        .first()
    )
    if stuk is None:
        raise Http404
    return stuk


def _doet_mee(lid: Lidmaatschap, verantwoording: OuterRef) -> Exists:
    return Exists(Deelverslag.objects.filter(verantwoording=verantwoording, deel__organisatie=lid.organisatie_id))


def _leidt(lid: Lidmaatschap, pad: str) -> ExpressionWrapper:
    """Who chairs or guides the table; of what came on paper the officer who enters it."""
    van_de_tafel = Q(**{f"{pad}__zelfstandig": False, f"{pad}__tafel__in": aangesteld_bij(lid)})
    if lid.rol == Rol.BELEIDSMEDEWERKER:
        van_de_tafel |= Q(**{f"{pad}__ingevoerd_door__isnull": False})
    return ExpressionWrapper(van_de_tafel, BooleanField())
