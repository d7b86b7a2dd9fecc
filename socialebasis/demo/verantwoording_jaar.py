"""The account of one table over one year: opened, written, submitted, tied together and judged. All made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from organisaties.models import Lidmaatschap
from socialebasis.demo.verantwoording_plan import plekken_van
from socialebasis.demo.zaken import Leden
from subsidies.models import Aanvraag
from verantwoording.models import Activiteitverslag, Deelverslag, Duiding, Verantwoording
from verantwoording.regels.plek import GEHEEL, Plek, als_sleutel
from verantwoording.selectors.inbreng import laad_inbreng
from verantwoording.selectors.inhoud import VELDEN
from verantwoording.services import beoordelen, duiding, herinneren, indienen, samen, samen_akkoord, verhalen, verslag
from verantwoording.services.beoordelen import Waarover
from verantwoording.services.openen import open_verantwoording
from verantwoording.services.stuk_pdf import maak_stuk_pdf

VERZONNEN = "(Verzonnen verhaal.)"
Feiten = Mapping[str, Any]


@dataclass(frozen=True)
class Tafelverhaal:
    """One table with what its file tells; `leden` by code of the account."""

    feiten: Feiten
    aanvraag: Aanvraag
    leden: Leden

    @property
    def penvoerder(self) -> Lidmaatschap:
        return self.leden[self.feiten["delen"][0]["account"]]

    @property
    def officier(self) -> Lidmaatschap:
        return self.leden["beleidsmedewerker"]

    @property
    def accounts(self) -> list[str]:
        return [deel["account"] for deel in self.feiten["delen"]]

    def schrijver(self, account: str) -> Lidmaatschap:
        """Its editor, where it has one."""
        return self.leden.get(f"{account}.redacteur", self.leden[account])

    def verantwoording(self, jaar: int) -> Verantwoording:
        return self.aanvraag.verantwoordingen.get(jaar=jaar)

    def deelverslag(self, jaar: int, account: str) -> Deelverslag:
        organisatie = self.leden[account].organisatie_id
        return Deelverslag.objects.get(verantwoording=self.verantwoording(jaar), deel__organisatie=organisatie)

    def plan_van(self, account: str) -> list[Feiten]:
        (deel,) = [deel for deel in self.feiten["delen"] if deel["account"] == account]
        return list(deel["plan"])


def open_jaar(verhaal: Tafelverhaal, jaar: int) -> None:
    open_verantwoording(aanvraag_id=verhaal.aanvraag.pk, jaar=jaar)


def schrijf_deel(verhaal: Tafelverhaal, jaar: int, account: str) -> None:
    """What one partner has to tell of its activities."""
    if verhaal.aanvraag.tafel is None:
        raise LookupError(f"{verhaal.aanvraag} heeft geen tafel.")
    plekken = plekken_van(verhaal.aanvraag.tafel.thema)
    deelverslag = verhaal.deelverslag(jaar, account)
    for activiteit in verhaal.plan_van(account):
        if jaar in activiteit.get("verslagen", ()):
            rij = deelverslag.activiteiten.get(afspraak__naam=activiteit["naam"])
            _schrijf_verslag(rij, activiteit["verslagen"][jaar], plekken, verhaal.schrijver(account))


def dien_deel_in(verhaal: Tafelverhaal, jaar: int, account: str) -> None:
    indienen.dien_in(deelverslag_id=verhaal.deelverslag(jaar, account).pk, door=verhaal.leden[account])


def herinner(verhaal: Tafelverhaal, jaar: int, account: str) -> None:
    herinneren.herinner(deelverslag_id=verhaal.deelverslag(jaar, account).pk)


def dien_samen_in(verhaal: Tafelverhaal, jaar: int) -> None:
    """The table writes what it sees, everybody agrees, and the penvoerder submits."""
    verantwoording = verhaal.verantwoording(jaar)
    teksten = verhaal.feiten["jaren"][jaar]["duiding"]
    for rij in verantwoording.duidingen.select_related("subdoel"):
        tekst = teksten["subdoelen"][rij.subdoel.naam] if rij.subdoel else teksten[Duiding.Vraag(rij.vraag).value]
        duiding.bewaar_duiding(duiding_id=rij.pk, tekst=tekst, versie=0, door=verhaal.penvoerder)
    gezien = laad_inbreng(verantwoording).hash
    for account in verhaal.accounts:
        samen_akkoord.geef_akkoord(
            deelverslag_id=verhaal.deelverslag(jaar, account).pk, gezien=gezien, door=verhaal.leden[account]
        )
    stuk = samen.dien_in(verantwoording_id=verantwoording.pk, door=verhaal.penvoerder)
    maak_stuk_pdf(stuk_id=stuk.pk)


def stel_vraag(verhaal: Tafelverhaal, jaar: int, gevraagd: Feiten) -> None:
    """The officer asks back on an activity of one partner."""
    deelverslag = verhaal.deelverslag(jaar, gevraagd["account"])
    beoordelen.vraag(
        deelverslag_id=deelverslag.pk,
        verslag_id=deelverslag.activiteiten.order_by("pk").values_list("pk", flat=True)[0],
        niveau=gevraagd["niveau"],
        tekst=gevraagd["vraag"],
        door=verhaal.officier,
    )


def beantwoord(verhaal: Tafelverhaal, jaar: int, gevraagd: Feiten) -> None:
    account = gevraagd["account"]
    wacht = verhaal.deelverslag(jaar, account).bevindingen.get(antwoord_op=None)
    beoordelen.beantwoord(bevinding_id=wacht.pk, antwoord=gevraagd["antwoord"], door=verhaal.schrijver(account))
    dien_deel_in(verhaal, jaar, account)


def rond_af(verhaal: Tafelverhaal, jaar: int) -> None:
    """Every part accepted, a finding on the whole, and closed."""
    verantwoording = verhaal.verantwoording(jaar)
    for deelverslag in verantwoording.delen.all():
        beoordelen.aanvaard(deelverslag_id=deelverslag.pk, door=verhaal.officier)
    beoordelen.noteer(
        waarover=Waarover(verantwoording.pk),
        tekst=verhaal.feiten["jaren"][jaar]["bevinding"],
        door=verhaal.officier,
    )
    beoordelen.rond_af(verantwoording_id=verantwoording.pk, door=verhaal.officier)


def _schrijf_verslag(rij: Activiteitverslag, feiten: Feiten, plekken: Mapping[str, Plek], door: Lidmaatschap) -> None:
    meet = {naam: str(pk) for naam, pk in rij.afspraak.meetafspraken.values_list("naam", "pk")}
    inhoud = {
        **{veld: feiten.get(veld, "") for veld in VELDEN},
        "metingen": {meet[naam]: _cellen(geteld, plekken) for naam, geteld in feiten["tellingen"].items()},
        "niet_gemeten": {meet[naam]: reden for naam, reden in feiten.get("niet_gemeten", {}).items()},
    }
    verslag.bewaar_verslag(verslag_id=rij.pk, inhoud=inhoud, versie=0, door=door)
    for verteld in feiten.get("verhalen", ()):
        waar = plekken[verteld["stadsdeel"]][1] if "stadsdeel" in verteld else None
        tekst = f"{verteld['tekst']} {VERZONNEN}"
        verhalen.voeg_verhaal_toe(
            verslag_id=rij.pk, verteld=verhalen.Verteld(verteld["van"], tekst, waar, toestemming=True), door=door
        )


def _cellen(geteld: Any, plekken: Mapping[str, Plek]) -> dict[str, str]:
    """A number is of everybody; else by the name of a group or district, and `geheel`."""
    cellen = geteld if isinstance(geteld, dict) else {"geheel": geteld}
    return {
        als_sleutel(GEHEEL if naam == "geheel" else plekken[naam]): f"{Decimal(str(waarde)):.2f}"
        for naam, waarde in cellen.items()
    }
