"""What can happen to the money (kern.spoor)."""

from decimal import Decimal

from kern.spoor import Code, registreer

registreer("begroting.budget_geopend", "heeft budget {budget} geopend", budget=int)
registreer("begroting.budget_gewijzigd", "heeft de gegevens van budget {budget} gewijzigd", budget=int)
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
    "begroting.plafond_gepubliceerd",
    "heeft voor bestedingsdoel {bestedingsdoel} een subsidieplafond van {bedrag} vastgelegd (boekstuk {boekstuk})",
    bestedingsdoel=int,
    bedrag=Decimal,
    boekstuk=Code,
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
registreer(
    "begroting.traject_toegevoegd",
    "heeft traject {traject} toegevoegd aan verplichting {verplichting}",
    traject=int,
    verplichting=int,
)
registreer(
    "begroting.traject_gewijzigd",
    "heeft traject {traject} van verplichting {verplichting} gewijzigd",
    traject=int,
    verplichting=int,
)
registreer(
    "begroting.teruggedraaid",
    "heeft boekstuk {gecorrigeerd} teruggedraaid (boekstuk {boekstuk})",
    gecorrigeerd=Code,
    boekstuk=Code,
)
registreer(
    "begroting.afsluiting_voorgesteld",
    "heeft voorgesteld budgetjaar {budgetjaar} af te sluiten",
    budgetjaar=int,
)
registreer(
    "begroting.meenemen_gewijzigd",
    "heeft voor bestedingsdoel {bestedingsdoel} gewijzigd wat mee naar een later jaar gaat: {bedrag}",
    bestedingsdoel=int,
    bedrag=Decimal,
)
registreer(
    "begroting.jaar_afgesloten",
    "heeft budgetjaar {budgetjaar} afgesloten en {bedrag} meegenomen naar een later jaar",
    budgetjaar=int,
    bedrag=Decimal,
)
registreer(
    "begroting.grens_ingesteld",
    "heeft ingesteld dat de budgethouder van budget {budget} een waarschuwing krijgt vanaf {percentage} procent",
    budget=int,
    percentage=Decimal,
)
