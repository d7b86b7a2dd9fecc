"""The paper of 2018/2019 as cases: who asked, what was decided, and what the penvoerder passed on.

Names, amounts and years are those of the paper. It names no days, so these are made up, and so is what an application
needs besides. Assumed: a grant is settled in the decision that gives it, since the paper tells of no settlement.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import transaction
from stdnum import iban

from begroting.models import Bestedingsdoel
from kern.models import Gebruiker
from kern.taal import opsomming
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort
from organisaties.toegang import Rol
from socialebasis.demo.begroting import lees_feiten
from socialebasis.demo.betalen import geef_opdracht, lees_terug
from socialebasis.demo.eerder import bezorg
from socialebasis.demo.individueel import Vraag, besluit, open_loket, vraag_aan
from socialebasis.demo.klok import op_dag
from socialebasis.demo.openstellingen import Openstelling
from socialebasis.demo.organisaties import zaai_organisatie
from socialebasis.demo.zaken import Leden
from subsidies.models import Aanvraag, Subsidie
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from thematafels.models import Thematafel, Uitvraag
from thematafels.services import sluit
from uitvoering.services.doorbetaling import leg_vast_doorbetaald

JAAR = 2019  # all of it was carried out then, also what the budget of 2018 paid
KENMERK = f"zelforganisaties-{JAAR}"
EEN_DAG, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)

# Made up: the paper names no days.
GEPUBLICEERD, OPEN = datetime.date(2018, 8, 28), datetime.date(2018, 9, 3)
PILOTS_TOT, OPEN_TOT = datetime.date(2018, 10, 15), datetime.date(2019, 10, 1)
GEVRAAGD = {2018: datetime.date(2018, 9, 25), 2019: datetime.date(2019, 3, 12)}
BESLOTEN = {2018: datetime.date(2018, 11, 13), 2019: datetime.date(2019, 4, 16)}
BETAALD = {2018: datetime.date(2019, 1, 22), 2019: datetime.date(2019, 6, 4)}
DOORBETAALD = datetime.date(2019, 2, 5)

# The paper names nobody here. Their accounts do not exist: bank VOOR, numbers from 201 on.
AANVRAGER = "Zelforganisatie (naam niet in de bron) {}"
ZELF = "Zelforganisaties in de pilots (namen niet in de bron)"
PROJECTLEIDER = "Onafhankelijke projectleider (naam niet in de bron)"
TEKENT = ("nota-2019@voorbeeld.example", "Tekenbevoegde (naam niet in de bron)")
EERSTE_REKENING = 201

CRITERIA = (("sterker", "Zelforganisaties worden sterker"),)
VERDEELWIJZE = "Wij behandelen aanvragen op volgorde van binnenkomst, tot het plafond is bereikt."
VERDELING = (
    "2.000 euro voor een onafhankelijke projectleider en 18.000 euro voor de zelforganisaties. Wij en de partners "
    "doen mee binnen onze gewone opdracht en krijgen hier niets voor."
)

Organisaties = Mapping[str, Organisatie]
Feiten = Mapping[str, Any]


def zaai_nota(*, organisaties: Organisaties, leden: Leden) -> None:
    """Walk all cases once, after the budget. `organisaties` by slug, `leden` by code of the account."""
    if Uitvraag.objects.filter(kenmerk=KENMERK).exists():
        return
    feiten = lees_feiten()
    with transaction.atomic():
        with op_dag(GEPUBLICEERD):
            pilots = _open_pilots(feiten, leden)
            loket = _open_loket(feiten, leden)
            bezorg(leden)
        dock = _laat_tekenen([organisaties[feiten["pilots"]["regels"]["penvoerder"]]])[0]
        kleine = {
            jaar: [_kleine_vraag(lid, loket, bedrag) for lid in _laat_tekenen(aanvragers)]
            for jaar, bedrag, aanvragers in _aanvragers(feiten)
        }
        grote = [_pilotvraag(pilot, tafel, dock, feiten["pilots"]["regels"], organisaties) for pilot, tafel in pilots]
        *zaken, eerste = _vraag_en_besluit(2018, [*grote, *kleine[2018]], leden, dicht=[tafel for _, tafel in pilots])
        _betaal([eerste], BETAALD[2018], leden)
        with op_dag(DOORBETAALD):
            for (pilot, _), aanvraag in zip(pilots, zaken, strict=True):
                _geef_door(pilot, aanvraag, feiten["pilots"]["regels"], organisaties, dock)
        anderen = _vraag_en_besluit(2019, kleine[2019], leden)
        _betaal(anderen, BETAALD[2019], leden)
        _sluit([loket], OPEN_TOT)


def _open_pilots(feiten: Feiten, leden: Leden) -> list[tuple[Feiten, Thematafel]]:
    """A counter for each: at one counter an organisation asks once, and all pilots have the same penvoerder."""
    return [
        (
            pilot,
            open_loket(
                Openstelling(
                    regeling="pilots",
                    naam=f"Pilot {pilot['naam']}",
                    loket=pilot["naam"],
                    doel="Organisaties proberen samen iets nieuws uit, en delen wat zij leren.",
                    plafond=Decimal(feiten["pilots"]["regels"]["beschikt"]),
                    criteria=CRITERIA,
                    verdeelwijze=VERDEELWIJZE,
                ),
                f"pilots-{JAAR}-{nummer}",
                JAAR,
                van=OPEN,
                tot=PILOTS_TOT,
                dekking=_dekking(("pilot", 2018)),
                leden=leden,
            ),
        )
        for nummer, pilot in enumerate(feiten["pilots"]["lijst"], start=1)
    ]


def _open_loket(feiten: Feiten, leden: Leden) -> Thematafel:
    """One scheme, paid from the intensiveringen of two years and then from the structural budget."""
    kleine = sum(jaar["nieuwe_aanvraag"] for jaar in feiten["overzicht"].values())
    return open_loket(
        Openstelling(
            regeling="zelforganisaties",
            naam="Nieuwe aanvragen van zelforganisaties",
            loket="Zelf- en belangenorganisaties",
            doel="Inwoners die iets gemeen hebben helpen elkaar en doen samen mee in de stad.",
            plafond=Decimal(kleine + feiten["structureel"]["per_jaar"]),
            criteria=CRITERIA,
            verdeelwijze=VERDEELWIJZE,
        ),
        KENMERK,
        JAAR,
        van=OPEN,
        tot=OPEN_TOT,
        dekking=_dekking(("nieuwe_aanvraag", 2018), ("nieuwe_aanvraag", 2019), ("zelforganisaties", 2019)),
        leden=leden,
    )


def _dekking(*doelen: tuple[str, int]) -> list[Dekkingsregel]:
    return [Dekkingsregel(Bestedingsdoel.objects.get(code=code, budgetjaar__jaar=jaar).pk) for code, jaar in doelen]


def _aanvragers(feiten: Feiten) -> Iterable[tuple[int, Decimal, list[Organisatie]]]:
    """Of each year: how much each was granted, and as many made-up organisations as there were."""
    nummers = count(1)
    for besteding in feiten["bestedingen"]:
        if besteding["doel"] == "nieuwe_aanvraag" and besteding["stand"] == "verleend":
            bedrag, aantal = Decimal(besteding["bedrag"]), besteding["aantal"]
            yield besteding["begrotingsjaar"], bedrag / aantal, [_aanvrager(next(nummers)) for _ in range(aantal)]


def _aanvrager(nummer: int) -> Organisatie:
    rekening = f"VOOR{EERSTE_REKENING + nummer - 1:010d}"
    return zaai_organisatie(
        naam=AANVRAGER.format(nummer),
        soort=OrganisatieSoort.PARTNER,
        typering="zelforganisatie",
        iban=f"NL{iban.calc_check_digits(f'NL00{rekening}')}{rekening}",
        straat=f"Voorbeeldstraat {EERSTE_REKENING + nummer - 1}",
        postcode="2000 AA",
        plaats="Haarlem",
        digitaal=True,
        fictief=True,
    )


def _laat_tekenen(organisaties: Iterable[Organisatie]) -> list[Lidmaatschap]:
    """Somebody signs for these as long as their cases ran, and cannot log in."""
    email, naam = TEKENT
    gebruiker = Gebruiker.objects.filter(email=email).first() or Gebruiker.objects.create_user(email, naam=naam)
    return [
        Lidmaatschap.objects.create(
            gebruiker=gebruiker, organisatie=organisatie, rol=Rol.TEKENBEVOEGDE, van=OPEN, tot=BETAALD[2019]
        )
        for organisatie in organisaties
    ]


def _pilotvraag(
    pilot: Feiten, tafel: Thematafel, dock: Lidmaatschap, regels: Feiten, organisaties: Organisaties
) -> Vraag:
    bekend = (pilot.get("initiatief"), *pilot.get("partners", ()))
    partners = [organisaties[slug].naam for slug in bekend if slug and slug != regels["penvoerder"]]
    if "overige_partners" in pilot:
        partners.append(pilot["overige_partners"])
    return Vraag(
        tafel=tafel,
        door=dock,
        kosten={
            "Zelforganisaties": Decimal(regels["zelforganisaties"]),
            "Onafhankelijke projectleider": Decimal(regels["projectleider"]),
        },
        teksten={"wat": f"{pilot['naam']}.", "verdeling": VERDELING}
        | ({"met-wie": f"{opsomming(partners)}."} if partners else {}),
    )


def _kleine_vraag(lid: Lidmaatschap, loket: Thematafel, bedrag: Decimal) -> Vraag:
    return Vraag(tafel=loket, door=lid, kosten={"Activiteiten": bedrag}, teksten={})


def _vraag_en_besluit(
    jaar: int, vragen: Sequence[Vraag], leden: Leden, dicht: Iterable[Thematafel] = ()
) -> list[Aanvraag]:
    """All are asked on one day and decided on another; meanwhile these counters close."""
    with op_dag(GEVRAAGD[jaar]):
        aanvragen = [vraag_aan(vraag) for vraag in vragen]
        bezorg(leden)
    _sluit(dicht, PILOTS_TOT)
    with op_dag(BESLOTEN[jaar]):
        for aanvraag in aanvragen:
            besluit(aanvraag, leden)
        bezorg(leden)
    return aanvragen


def _sluit(loketten: Iterable[Thematafel], dag: datetime.date) -> None:
    with op_dag(dag + EEN_DAG):
        for loket in loketten:
            sluit(uitvraag_id=loket.uitvraag.pk, door=None)


def _betaal(aanvragen: Sequence[Aanvraag], dag: datetime.date, leden: Leden) -> None:
    with op_dag(dag - WEEK):
        geef_opdracht(aanvragen, dag, leden)
    with op_dag(dag + EEN_DAG):
        lees_terug(aanvragen, dag, leden)


def _geef_door(
    pilot: Feiten, aanvraag: Aanvraag, regels: Feiten, organisaties: Organisaties, dock: Lidmaatschap
) -> None:
    """All of it goes on; who works along within its own task has a line of nothing."""
    projectleider = zaai_organisatie(naam=PROJECTLEIDER, soort=OrganisatieSoort.ONAFHANKELIJK, fictief=True)
    zelf = zaai_organisatie(
        naam=ZELF, soort=OrganisatieSoort.PARTNER, typering="zelforganisatie", digitaal=True, fictief=True
    )
    om_niet = dict.fromkeys((*regels["zonder_vergoeding"], *pilot.get("partners", ())))
    bedragen = {projectleider: regels["projectleider"], zelf: regels["zelforganisaties"]}
    bedragen |= {organisaties[slug]: 0 for slug in om_niet if slug != regels["penvoerder"]}
    subsidie = Subsidie.objects.get(deel__aanvraag=aanvraag)
    for ontvanger, bedrag in bedragen.items():
        leg_vast_doorbetaald(
            subsidie_id=subsidie.pk,
            jaar=JAAR,
            bedrag=Decimal(bedrag),
            betaald_op=DOORBETAALD,
            ontvanger_id=ontvanger.pk,
            door=dock,
        )
