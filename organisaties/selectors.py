"""Reading organisations, their people and mandates."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.core.signing import BadSignature, Signer
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kern.models import Gebeurtenis, Gebruiker
from kern.onthouden import onthoudbaar
from kern.spoor import lees_zin
from kern.toegang import Rol
from organisaties.models import Lidmaatschap, Machtiging, Mandaat, Organisatie, Uitnodiging
from organisaties.regels.mandaat_past import mandaat_past

PER_PAGINA = 60


@dataclass(frozen=True)
class OrganisatieRij:
    pk: int
    naam: str
    soort: str
    typering: str
    plaats: str
    fictief: bool
    leden: int


@dataclass(frozen=True)
class Bladzijde:
    """One page of the list; `vorige` and `volgende` are page numbers, None where there is no such page."""

    rijen: list[OrganisatieRij]
    aantal: int
    nummer: int
    laatste: int
    vorige: int | None
    volgende: int | None


def organisaties(*, zoek: str, pagina: str | None, vandaag: datetime.date) -> Bladzijde:
    """The list, sorted as a Dutch reader sorts: two queries a page."""
    leden = Lidmaatschap.objects.geldig_op(vandaag).filter(organisatie=OuterRef("pk")).order_by().values("organisatie")
    gevonden = Organisatie.objects.annotate(
        aantal_leden=Coalesce(Subquery(leden.values(aantal=Count("gebruiker", distinct=True))), 0)
    )
    if zoek:
        gevonden = gevonden.filter(naam__icontains=zoek)
    blad = Paginator(gevonden, PER_PAGINA).get_page(pagina)
    return Bladzijde(
        rijen=[
            OrganisatieRij(
                pk=organisatie.pk,
                naam=organisatie.naam,
                soort=organisatie.get_soort_display(),
                typering=organisatie.typering,
                plaats=organisatie.plaats,
                fictief=organisatie.fictief,
                leden=organisatie.aantal_leden,  # type: ignore[attr-defined]  # the annotation above
            )
            for organisatie in blad.object_list
        ],
        aantal=blad.paginator.count,
        nummer=blad.number,
        laatste=blad.paginator.num_pages,
        vorige=blad.previous_page_number() if blad.has_previous() else None,
        volgende=blad.next_page_number() if blad.has_next() else None,
    )


@onthoudbaar
def digitaal_bereikbaar(vandaag: datetime.date) -> frozenset[int]:
    """Organisations that made known that they can be reached digitally (Awb 2:14) and have somebody who is told of a
    letter: a tekenbevoegde with an account. One query."""
    return frozenset(digitale_tekenaars(vandaag).values_list("organisatie", flat=True))


def digitale_tekenaars(vandaag: datetime.date) -> QuerySet[Lidmaatschap]:
    """The people who are told of the letters to those organisations, to fold into another query."""
    tekenaars = Lidmaatschap.objects.geldig_op(vandaag).filter(rol=Rol.TEKENBEVOEGDE, gebruiker__is_active=True)
    return tekenaars.filter(organisatie__digitaal=True)


@dataclass(frozen=True)
class Verzending:
    """How letters reach an organisation now, and since when by whose word; without a day nobody said so yet."""

    in_portaal: bool
    sinds: datetime.date | None = None
    wie: str = ""
    hoe: str = ""


HOE = {
    "organisatie.digitaal": "laten weten",
    "organisatie.bleek_digitaal": "gebleken bij het aanvragen in dit portaal",
    "organisatie.op_papier": "laten weten",
}


def verzending_van(organisatie: Organisatie) -> Verzending:
    """Read from the audit trail, so that the day and the person are those of the act itself: three queries."""
    in_portaal = organisatie.pk in digitaal_bereikbaar(timezone.localdate())
    laatste = Gebeurtenis.objects.filter(
        soort__in=HOE, over_soort=Organisatie._meta.label_lower, over_id=organisatie.pk, geweigerd=""
    ).last()
    if laatste is None:
        return Verzending(in_portaal)
    lid = Lidmaatschap.objects.select_related("gebruiker", "organisatie").get(pk=laatste.lidmaatschap_id or 0)
    wie = lid.gebruiker.naam if lid.organisatie_id == organisatie.pk else lid.organisatie.naam
    return Verzending(in_portaal, timezone.localdate(laatste.tijdstip), wie, HOE[laatste.soort])


@dataclass(frozen=True)
class LidRij:
    pk: int
    naam: str
    email: str
    rol: str
    van: datetime.date
    tot: datetime.date | None
    actief: bool


def leden_van(organisatie: Organisatie, vandaag: datetime.date) -> list[LidRij]:
    """Everybody who is or was a member, active ones first."""
    leden = Lidmaatschap.objects.filter(organisatie=organisatie).select_related("gebruiker")
    rijen = [
        LidRij(
            pk=lid.pk,
            naam=lid.gebruiker.naam,
            email=lid.gebruiker.email,
            rol=lid.get_rol_display(),
            van=lid.van,
            tot=lid.tot,
            actief=lid.geldt_op(vandaag),
        )
        for lid in leden.order_by("gebruiker__naam", "pk")
    ]
    return sorted(rijen, key=lambda rij: not rij.actief)


def open_uitnodigingen(organisatie: Organisatie) -> list[Uitnodiging]:
    return list(Uitnodiging.objects.open(timezone.now()).filter(organisatie=organisatie))


def uitnodiging_van(token: str) -> Uitnodiging:
    """The invitation behind a link. Uitnodiging.DoesNotExist when the link is not ours."""
    try:
        pk, getal = Signer(salt=Uitnodiging.SALT).unsign_object(token)
    except (BadSignature, ValueError, TypeError) as fout:
        raise Uitnodiging.DoesNotExist from fout
    return Uitnodiging.objects.select_related("organisatie").get(pk=pk, getal=getal)


@dataclass(frozen=True)
class MandaatRij:
    naam: str
    soort_besluit: str
    maximum: Decimal
    van: datetime.date
    tot: datetime.date | None
    grondslag: str
    geldt: bool


def mandaten(vandaag: datetime.date) -> list[MandaatRij]:
    """All mandates, those that hold today first."""
    rijen = [
        MandaatRij(
            naam=mandaat.lidmaatschap.gebruiker.naam,
            soort_besluit=mandaat.get_soort_besluit_display(),
            maximum=mandaat.maximum,
            van=mandaat.van,
            tot=mandaat.tot,
            grondslag=mandaat.grondslag,
            geldt=mandaat.van <= vandaag and (mandaat.tot is None or vandaag <= mandaat.tot),
        )
        for mandaat in Mandaat.objects.select_related("lidmaatschap__gebruiker").order_by(
            "lidmaatschap__gebruiker__naam", "soort_besluit", "-van", "pk"
        )
    ]
    return sorted(rijen, key=lambda rij: not rij.geldt)


def geldig_mandaat(lid: Lidmaatschap, soort: str, bedrag: Decimal, datum: datetime.date) -> Mandaat | None:
    """The mandate that covers this decision on `datum`, the narrowest first; None when there is none."""
    passend = [
        mandaat
        for mandaat in Mandaat.objects.filter(lidmaatschap=lid.pk)
        if mandaat_past(mandaat, soort_besluit=soort, bedrag=bedrag, datum=datum)
    ]
    return min(passend, key=lambda mandaat: (mandaat.maximum, mandaat.pk), default=None)


def mag_tekenen_voor(
    lid: Lidmaatschap, organisatie_id: int, dag: datetime.date, *, slot: bool = False
) -> Machtiging | None:
    """The machtiging under which this membership signs for that organisation on `dag`; None when there is none.

    Says nothing of a tekenbevoegde of the organisation itself: that role needs no machtiging. `slot`: who signs now
    keeps it, so that it is not withdrawn until the end of the transaction.
    """
    machtigingen = Machtiging.objects.van_kracht(dag)
    if slot:
        machtigingen = machtigingen.select_for_update(of=("self",), no_key=True)
    return machtigingen.filter(gemachtigde=lid.pk, organisatie=organisatie_id).first()


def machtigingen_van(lid: Lidmaatschap, dag: datetime.date) -> list[Machtiging]:
    """Everything under which this membership may sign on `dag`, each with its `organisatie`: one query."""
    return list(Machtiging.objects.van_kracht(dag).filter(gemachtigde=lid.pk).select_related("organisatie"))


@dataclass(frozen=True)
class MachtigingRij:
    pk: int
    van_wie: str
    aan_wie: str
    bij: str
    van: datetime.date
    tot: datetime.date
    stand: Machtiging.Stand
    mag_weg: bool


def _machtigingen(vandaag: datetime.date, **van_of_aan: int) -> list[MachtigingRij]:
    """Newest first. `mag_weg`: there is still something to withdraw."""
    gezocht = Machtiging.objects.filter(**van_of_aan).select_related(
        "organisatie", "gemachtigde__gebruiker", "gemachtigde__organisatie", "document"
    )
    standen = [(machtiging, machtiging.stand_op(vandaag)) for machtiging in gezocht]
    return [
        MachtigingRij(
            pk=machtiging.pk,
            van_wie=machtiging.organisatie.naam,
            aan_wie=machtiging.gemachtigde.gebruiker.naam,
            bij=machtiging.gemachtigde.organisatie.naam,
            van=machtiging.van,
            tot=machtiging.tot,
            stand=stand,
            mag_weg=stand not in {Machtiging.Stand.INGETROKKEN, Machtiging.Stand.VOORBIJ},
        )
        for machtiging, stand in standen
    ]


def gegeven_machtigingen(organisatie: Organisatie, vandaag: datetime.date) -> list[MachtigingRij]:
    return _machtigingen(vandaag, organisatie=organisatie.pk)


def ontvangen_machtigingen(organisatie: Organisatie, vandaag: datetime.date) -> list[MachtigingRij]:
    """What others gave to people of this organisation."""
    return _machtigingen(vandaag, gemachtigde__organisatie=organisatie.pk)


def mijn_lidmaatschappen(gebruiker: Gebruiker) -> list[Lidmaatschap]:
    return list(Lidmaatschap.objects.filter(gebruiker=gebruiker).select_related("organisatie").order_by("-van", "pk"))


def mijn_export(gebruiker: Gebruiker) -> dict[str, Any]:
    """Everything that is kept about a person as a person, ready for JSON (AVG 15 and 20)."""
    leden = mijn_lidmaatschappen(gebruiker)
    spoor = Gebeurtenis.objects.filter(lidmaatschap_id__in=[lid.pk for lid in leden])
    return {
        "account": {
            "naam": gebruiker.naam,
            "email": gebruiker.email,
            "aangemaakt_op": gebruiker.aangemaakt_op.isoformat(),
            "laatst_ingelogd_op": gebruiker.last_login.isoformat() if gebruiker.last_login else None,
        },
        "lidmaatschappen": [
            {
                "organisatie": lid.organisatie.naam,
                "rol": lid.get_rol_display(),
                "van": lid.van.isoformat(),
                "tot": lid.tot.isoformat() if lid.tot else None,
            }
            for lid in leden
        ],
        "mandaten": [
            {
                "soort_besluit": mandaat.get_soort_besluit_display(),
                "maximum": str(mandaat.maximum),
                "van": mandaat.van.isoformat(),
                "tot": mandaat.tot.isoformat() if mandaat.tot else None,
                "grondslag": mandaat.grondslag,
            }
            for mandaat in Mandaat.objects.filter(lidmaatschap__gebruiker=gebruiker)
        ],
        "machtigingen": [
            {
                "voor": machtiging.organisatie.naam,
                "van": machtiging.van.isoformat(),
                "tot": machtiging.tot.isoformat(),
                "waarvoor": machtiging.reikwijdte,
            }
            for machtiging in Machtiging.objects.filter(gemachtigde__gebruiker=gebruiker).select_related("organisatie")
        ],
        "uitnodigingen": [
            {
                "organisatie": uitnodiging.organisatie.naam,
                "rol": uitnodiging.get_rol_display(),
                "gemaakt_op": uitnodiging.gemaakt_op.isoformat(),
                "aanvaard_op": uitnodiging.aanvaard_op.isoformat() if uitnodiging.aanvaard_op else None,
            }
            for uitnodiging in Uitnodiging.objects.filter(email=gebruiker.email).select_related("organisatie")
        ],
        "handelingen": [
            {"tijdstip": gebeurtenis.tijdstip.isoformat(), "wat": f"U {lees_zin(gebeurtenis)}"}
            for gebeurtenis in spoor.iterator()
        ],
    }
