"""The closing of a year: what goes along per purpose, and what stays behind."""

from dataclasses import dataclass
from decimal import Decimal

from begroting.models import Bestedingsdoel, Budgetjaar, Jaarafsluiting
from begroting.regels.mee_te_nemen import mee_te_nemen
from kern.geld import NUL


@dataclass(frozen=True)
class MeeneemRij:
    """One purpose, in euro. `hoogstens` can go along: free, or reserved for the purpose; `blijft` goes nowhere.

    `naar` is empty when nothing goes. Once the year is closed, what went along is no longer in its budget.
    """

    doel_id: int
    naam: str
    begroot: Decimal
    verleend: Decimal
    gereserveerd: Decimal
    voor_zaken: Decimal
    hoogstens: Decimal
    mee: Decimal
    blijft: Decimal
    naar: str = ""
    reden: str = ""


@dataclass(frozen=True)
class Afsluitbeeld:
    """A year with its proposal, or without (`afsluiting` is None). `niet_verdeeld` belongs to no purpose."""

    afsluiting: Jaarafsluiting | None
    rijen: tuple[MeeneemRij, ...]
    niet_verdeeld: Decimal

    @property
    def is_afgesloten(self) -> bool:
        return self.afsluiting is not None and self.afsluiting.stand == Jaarafsluiting.Stand.AFGESLOTEN

    @property
    def mee(self) -> Decimal:
        return sum((rij.mee for rij in self.rijen), NUL)

    @property
    def voor_zaken(self) -> Decimal:
        return sum((rij.voor_zaken for rij in self.rijen), NUL)


def afsluitbeeld(jaar: Budgetjaar) -> Afsluitbeeld:
    """The closing of one year (four queries)."""
    afsluiting = (
        Jaarafsluiting.objects.select_related("opgesteld_door__gebruiker", "afgesloten_door__gebruiker")
        .filter(budgetjaar=jaar)
        .first()
    )
    voorstellen = (
        {voorstel.van_id: voorstel for voorstel in afsluiting.voorstellen.select_related("naar__budgetjaar__budget")}
        if afsluiting
        else {}
    )
    afgesloten = afsluiting is not None and afsluiting.stand == Jaarafsluiting.Stand.AFGESLOTEN
    rijen = []
    for doel in jaar.doelen.select_related("stand").order_by("id"):
        stand, voorstel = doel.stand, voorstellen.get(doel.pk)
        hoogstens, mee = mee_te_nemen(stand), voorstel.bedrag if voorstel else NUL
        rijen.append(
            MeeneemRij(
                doel_id=doel.pk,
                naam=doel.naam,
                begroot=stand.begroot,
                verleend=stand.verplicht,
                gereserveerd=stand.gereserveerd - stand.gereserveerd_zaken,
                voor_zaken=stand.gereserveerd_zaken,
                hoogstens=hoogstens,
                mee=mee,
                blijft=hoogstens if afgesloten else max(NUL, hoogstens - mee),
                naar=f"{voorstel.naar.naam}, {voorstel.naar.budgetjaar}" if voorstel else "",
                reden=voorstel.reden if voorstel else "",
            )
        )
    verdeeld = sum((rij.begroot for rij in rijen), NUL)
    return Afsluitbeeld(afsluiting, tuple(rijen), jaar.stand.begroot - verdeeld)


def latere_doelen(jaar: Budgetjaar) -> list[tuple[int, str]]:
    """The purposes of later years that are open, those of the same budget first (one query)."""
    doelen = (
        Bestedingsdoel.objects.filter(budgetjaar__jaar__gt=jaar.jaar)
        .exclude(budgetjaar__afsluiting__stand=Jaarafsluiting.Stand.AFGESLOTEN)
        .select_related("budgetjaar__budget")
        .order_by("budgetjaar__jaar", "budgetjaar__budget__naam", "id")
    )
    op_volgorde = sorted(doelen, key=lambda doel: doel.budgetjaar.budget_id != jaar.budget_id)
    return [(doel.pk, f"{doel.naam}, {doel.budgetjaar}") for doel in op_volgorde]
