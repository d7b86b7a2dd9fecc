"""What can happen to the money (kern.spoor)."""

from decimal import Decimal

from kern.spoor import Code, registreer

registreer("begroting.budget_geopend", "heeft budget {budget} geopend", budget=int)
registreer("begroting.budgetjaar_geopend", "heeft {jaar} geopend in budget {budget}", budget=int, jaar=int)
registreer(
    "begroting.bestedingsdoel_geopend",
    "heeft bestedingsdoel {bestedingsdoel} geopend in budgetjaar {budgetjaar}",
    budgetjaar=int,
    bestedingsdoel=int,
)
registreer(
    "begroting.vastgesteld",
    "heeft de begroting van budgetjaar {budgetjaar} vastgesteld op {bedrag} (boekstuk {boekstuk})",
    budgetjaar=int,
    bedrag=Decimal,
    boekstuk=Code,
)
registreer(
    "begroting.gewijzigd",
    "heeft de begroting gewijzigd met {bedrag} (boekstuk {boekstuk})",
    bedrag=Decimal,
    boekstuk=Code,
)
registreer(
    "begroting.overgeheveld", "heeft {bedrag} overgeheveld (boekstuk {boekstuk})", bedrag=Decimal, boekstuk=Code
)
registreer(
    "begroting.gereserveerd",
    "heeft {bedrag} gereserveerd voor bestedingsdoel {bestedingsdoel} (boekstuk {boekstuk})",
    bestedingsdoel=int,
    bedrag=Decimal,
    boekstuk=Code,
)
registreer(
    "begroting.vrijgegeven",
    "heeft {bedrag} vrijgegeven van bestedingsdoel {bestedingsdoel} (boekstuk {boekstuk})",
    bestedingsdoel=int,
    bedrag=Decimal,
    boekstuk=Code,
)
registreer(
    "begroting.verplicht",
    "heeft {bedrag} verplicht in {aantal} verplichtingen (boekstuk {boekstuk})",
    bedrag=Decimal,
    aantal=int,
    boekstuk=Code,
)
registreer(
    "begroting.betaald",
    "heeft {betaald} aan betalingen en {terug} aan terugontvangsten geboekt (boekstuk {boekstuk})",
    betaald=Decimal,
    terug=Decimal,
    boekstuk=Code,
)
