"""The kinds of booking, and what each does to the money (docs/grootboek.md).

A booking names one place: a year, a purpose or a commitment. It counts there and in every place above it.
This table is the single source: the constraints of Boeking are built from it, and so is the function in the
database that keeps the stands. A test compares that function with `functie()`.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models

BUDGETJAAR = "budgetjaar"
BESTEDINGSDOEL = "bestedingsdoel"
VERPLICHTING = "verplichting"
NIVEAUS = (BUDGETJAAR, BESTEDINGSDOEL, VERPLICHTING)

# The columns of a stand, and whether more in it takes room in the budget (+1), gives room (-1) or neither.
NEEMT_RUIMTE = {"begroot": -1, "plafond": 0, "vrijgesteld": -1, "gereserveerd": +1, "verplicht": +1, "betaald": 0}
KOLOMMEN = tuple(NEEMT_RUIMTE)
# What a stand counts beside them, each a part of one of those columns: the sum of what, over which bookings.
TELLINGEN = {
    "gereserveerd_zaken": ("bedrag", "p.kolom = 'gereserveerd' AND p.voor_zaak"),
    "verplicht_anders": ("bedrag", "p.kolom = 'verplicht' AND p.vorm <> 'subsidie'"),
    "aantal_gereserveerd": ("aantal", "p.kolom = 'gereserveerd' AND NOT p.voor_zaak"),
    "aantal_verleend": ("aantal", "p.kolom = 'verplicht'"),
}
GETELD = (*KOLOMMEN, *TELLINGEN)


class Soort(models.TextChoices):
    """What a booking does."""

    BEGROTING = "begroting", "begroting"
    WIJZIGING = "wijziging", "wijziging van de begroting"
    OVERHEVELING = "overheveling", "overheveling"
    PLAFOND = "plafond", "subsidieplafond"
    VRIJSTELLING = "vrijstelling", "vrijstelling van het plafond"
    RESERVERING = "reservering", "reservering"
    VRIJGAVE = "vrijgave", "vrijgave van een reservering"
    VERPLICHTING = "verplichting", "verplichting"
    BIJSTELLING = "bijstelling", "bijstelling"
    VRIJVAL = "vrijval", "vrijval"
    BETALING = "betaling", "betaling"
    TERUGONTVANGST = "terugontvangst", "terugontvangst"


@dataclass(frozen=True)
class Effect:
    """Where a kind may be booked, which column it moves and which way.

    `signed`: the amount may be negative. `tegen`: the kind that books it back. `na_afsluiting`: it may still be booked
    on a year that was closed, because it follows from what was promised before.
    """

    kolom: str
    teken: int
    plaatsen: tuple[str, ...]
    tegen: Soort
    signed: bool = False
    na_afsluiting: bool = False

    @property
    def ruimte(self) -> int:
        """Whether a positive amount takes room under the ceiling (+1), gives room (-1) or leaves it (0)."""
        return self.teken * NEEMT_RUIMTE[self.kolom]


EFFECTEN: dict[Soort, Effect] = {
    Soort.BEGROTING: Effect("begroot", +1, (BUDGETJAAR, BESTEDINGSDOEL), Soort.WIJZIGING),
    Soort.WIJZIGING: Effect("begroot", +1, (BUDGETJAAR, BESTEDINGSDOEL), Soort.WIJZIGING, signed=True),
    Soort.OVERHEVELING: Effect("begroot", +1, (BUDGETJAAR, BESTEDINGSDOEL), Soort.OVERHEVELING, signed=True),
    Soort.PLAFOND: Effect("plafond", +1, (BESTEDINGSDOEL,), Soort.PLAFOND, signed=True),
    Soort.VRIJSTELLING: Effect("vrijgesteld", +1, (BESTEDINGSDOEL,), Soort.VRIJSTELLING, signed=True),
    Soort.RESERVERING: Effect("gereserveerd", +1, (BESTEDINGSDOEL,), Soort.VRIJGAVE),
    Soort.VRIJGAVE: Effect("gereserveerd", -1, (BESTEDINGSDOEL,), Soort.RESERVERING),
    Soort.VERPLICHTING: Effect("verplicht", +1, (VERPLICHTING,), Soort.VRIJVAL),
    Soort.BIJSTELLING: Effect("verplicht", +1, (VERPLICHTING,), Soort.BIJSTELLING, signed=True, na_afsluiting=True),
    Soort.VRIJVAL: Effect("verplicht", -1, (VERPLICHTING,), Soort.BIJSTELLING, na_afsluiting=True),
    Soort.BETALING: Effect("betaald", +1, (VERPLICHTING,), Soort.TERUGONTVANGST, na_afsluiting=True),
    Soort.TERUGONTVANGST: Effect("betaald", -1, (VERPLICHTING,), Soort.BETALING, na_afsluiting=True),
}
SIGNED = tuple(soort for soort, effect in EFFECTEN.items() if effect.signed)
# What somebody books by hand, and so may book back by hand; the rest follows from a decision, a bank or a closing.
MET_DE_HAND = (
    Soort.BEGROTING,
    Soort.WIJZIGING,
    Soort.OVERHEVELING,
    Soort.PLAFOND,
    Soort.RESERVERING,
    Soort.VRIJGAVE,
)
SOORTEN_OP = {
    niveau: tuple(soort for soort, effect in EFFECTEN.items() if niveau in effect.plaatsen) for niveau in NIVEAUS
}


@dataclass(frozen=True)
class Plaats:
    """The one place a booking names: its level and the id of the row there."""

    niveau: str
    id: int

    def als_velden(self) -> dict[str, int]:
        """The column of Boeking that this place fills."""
        return {f"{self.niveau}_id": self.id}


def op_jaar(budgetjaar_id: int) -> Plaats:
    return Plaats(BUDGETJAAR, budgetjaar_id)


def op_doel(bestedingsdoel_id: int) -> Plaats:
    return Plaats(BESTEDINGSDOEL, bestedingsdoel_id)


def op_verplichting(verplichting_id: int) -> Plaats:
    return Plaats(VERPLICHTING, verplichting_id)


@dataclass(frozen=True)
class BoekingRegel:
    """One line to book: `bedrag` in euro, positive unless the kind is signed (EFFECTEN)."""

    soort: Soort
    plaats: Plaats
    bedrag: Decimal
    voor_zaak: str = ""
    grond: str = ""
    aantal: int | None = None


def effecten_sql() -> str:
    """The table of effects as rows of SQL: kind, column, sign."""
    return ",\n            ".join(
        f"('{soort}', '{effect.kolom}', {effect.teken:+d})" for soort, effect in EFFECTEN.items()
    )


def sommen_sql() -> str:
    """The sum of each column of GETELD over rows `p` of SQL that hold kolom, bedrag, aantal, voor_zaak and vorm."""
    delen = {kolom: ("bedrag", f"p.kolom = '{kolom}'") for kolom in KOLOMMEN} | TELLINGEN
    return ",\n            ".join(
        f"coalesce(sum(p.{wat}) FILTER (WHERE {welke}), 0) AS {kolom}" for kolom, (wat, welke) in delen.items()
    )


def functie() -> str:
    """The body of the trigger function `begroting_boek` (migration 0005 holds a frozen copy).

    It runs once per INSERT statement, with all new bookings in the transition table `nieuw`. Locking in id
    order keeps two statements from waiting for each other; the CHECKs on the stand judge the sums. The four
    rules below it look at rows that those locks hold still.
    """
    bijwerking = ",\n        ".join(f"{kolom} = s.{kolom} + som.{kolom}" for kolom in GETELD)
    gesloten = ", ".join(f"'{soort}'" for soort, effect in EFFECTEN.items() if not effect.na_afsluiting)
    return FUNCTIE.format(effecten=effecten_sql(), sommen=sommen_sql(), bijwerking=bijwerking, gesloten=gesloten)


FUNCTIE = """
BEGIN
    WITH effect (soort, kolom, teken) AS (
        VALUES
            {effecten}
    ), regel AS (
        SELECT e.kolom, e.teken * n.bedrag AS bedrag, e.teken * n.aantal AS aantal, n.voor_zaak <> '' AS voor_zaak,
            v.juridische_vorm AS vorm, v.id AS verplichting_id, d.id AS bestedingsdoel_id,
            coalesce(n.budgetjaar_id, d.budgetjaar_id) AS budgetjaar_id
        FROM nieuw n
        JOIN effect e ON e.soort = n.soort
        LEFT JOIN begroting_verplichting v ON v.id = n.verplichting_id
        LEFT JOIN begroting_bestedingsdoel d ON d.id = coalesce(n.bestedingsdoel_id, v.bestedingsdoel_id)
    ), plaats AS (
        SELECT s.id, r.* FROM regel r JOIN begroting_stand s ON s.verplichting_id = r.verplichting_id
        UNION ALL
        SELECT s.id, r.* FROM regel r JOIN begroting_stand s ON s.bestedingsdoel_id = r.bestedingsdoel_id
        UNION ALL
        SELECT s.id, r.* FROM regel r JOIN begroting_stand s ON s.budgetjaar_id = r.budgetjaar_id
    ), som AS MATERIALIZED (
        SELECT p.id,
            {sommen}
        FROM plaats p GROUP BY p.id
    ), slot AS MATERIALIZED (
        SELECT s.id FROM begroting_stand s WHERE s.id IN (SELECT som.id FROM som) ORDER BY s.id FOR UPDATE
    )
    UPDATE begroting_stand s SET
        {bijwerking}
    FROM slot JOIN som ON som.id = slot.id
    WHERE s.id = slot.id;

    -- A closed year takes only what follows from what was promised before.
    IF EXISTS (
        SELECT 1 FROM nieuw n
        LEFT JOIN begroting_verplichting v ON v.id = n.verplichting_id
        LEFT JOIN begroting_bestedingsdoel d ON d.id = coalesce(n.bestedingsdoel_id, v.bestedingsdoel_id)
        JOIN begroting_jaarafsluiting a ON a.budgetjaar_id = coalesce(n.budgetjaar_id, d.budgetjaar_id)
        WHERE a.stand = 'afgesloten' AND n.soort IN ({gesloten})
    ) THEN
        RAISE EXCEPTION 'het begrotingsjaar is afgesloten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'jaar_afgesloten';
    END IF;

    -- What is moved away from one place arrives in another: a boekstuk of overhevelingen sums to nothing.
    IF EXISTS (SELECT 1 FROM nieuw WHERE soort = 'overheveling' GROUP BY boekstuk_id HAVING sum(bedrag) <> 0) THEN
        RAISE EXCEPTION 'overheveling is niet in evenwicht'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'overheveling_in_evenwicht';
    END IF;

    -- Nobody releases more than was reserved for the same purpose and the same case.
    IF EXISTS (
        SELECT 1 FROM begroting_boeking b
        WHERE b.soort IN ('reservering', 'vrijgave') AND (b.bestedingsdoel_id, b.voor_zaak) IN (
            SELECT n.bestedingsdoel_id, n.voor_zaak FROM nieuw n WHERE n.soort = 'vrijgave'
        )
        GROUP BY b.bestedingsdoel_id, b.voor_zaak
        HAVING sum(CASE b.soort WHEN 'reservering' THEN b.bedrag ELSE -b.bedrag END) < 0
    ) THEN
        RAISE EXCEPTION 'meer vrijgegeven dan gereserveerd'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'vrijgave_binnen_reservering';
    END IF;

    -- The purposes of a year never hold more than the council gave for that year.
    IF EXISTS (
        SELECT 1 FROM nieuw n
        JOIN begroting_stand jaar ON jaar.budgetjaar_id = n.budgetjaar_id
        WHERE n.bedrag < 0 AND jaar.begroot < (
            SELECT sum(s.begroot) FROM begroting_stand s
            JOIN begroting_bestedingsdoel d ON d.id = s.bestedingsdoel_id
            WHERE d.budgetjaar_id = n.budgetjaar_id
        )
    ) THEN
        RAISE EXCEPTION 'meer over de doelen verdeeld dan begroot'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verdeling_binnen_begroting';
    END IF;

    RETURN NULL;
END;
"""
