"""The kinds of booking, and what each does to the money (docs/grootboek.md).

A booking names one place: a year, a purpose or a commitment. It counts there and in every place above it.
This table is the single source: the constraints of Boeking are built from it, and so is the function in the
database that keeps the stands. A test compares that function with `functie()`.
"""

from dataclasses import dataclass

from django.db import models

BUDGETJAAR = "budgetjaar"
BESTEDINGSDOEL = "bestedingsdoel"
VERPLICHTING = "verplichting"
NIVEAUS = (BUDGETJAAR, BESTEDINGSDOEL, VERPLICHTING)

# The columns of a stand, and whether more in it takes room under the ceiling (+1), gives room (-1) or neither.
NEEMT_RUIMTE = {"begroot": -1, "vrijgesteld": -1, "gereserveerd": +1, "verplicht": +1, "betaald": 0}
KOLOMMEN = tuple(NEEMT_RUIMTE)


class Soort(models.TextChoices):
    """What a booking does."""

    BEGROTING = "begroting", "begroting"
    WIJZIGING = "wijziging", "wijziging van de begroting"
    OVERHEVELING = "overheveling", "overheveling"
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
    """Where a kind may be booked, which column it moves and which way. `signed`: the amount may be negative."""

    kolom: str
    teken: int
    plaatsen: tuple[str, ...]
    signed: bool = False

    @property
    def ruimte(self) -> int:
        """Whether a positive amount takes room under the ceiling (+1), gives room (-1) or leaves it (0)."""
        return self.teken * NEEMT_RUIMTE[self.kolom]


EFFECTEN: dict[Soort, Effect] = {
    Soort.BEGROTING: Effect("begroot", +1, (BUDGETJAAR, BESTEDINGSDOEL)),
    Soort.WIJZIGING: Effect("begroot", +1, (BUDGETJAAR, BESTEDINGSDOEL), signed=True),
    Soort.OVERHEVELING: Effect("begroot", +1, (BUDGETJAAR, BESTEDINGSDOEL), signed=True),
    Soort.VRIJSTELLING: Effect("vrijgesteld", +1, (BESTEDINGSDOEL,)),
    Soort.RESERVERING: Effect("gereserveerd", +1, (BESTEDINGSDOEL,)),
    Soort.VRIJGAVE: Effect("gereserveerd", -1, (BESTEDINGSDOEL,)),
    Soort.VERPLICHTING: Effect("verplicht", +1, (VERPLICHTING,)),
    Soort.BIJSTELLING: Effect("verplicht", +1, (VERPLICHTING,), signed=True),
    Soort.VRIJVAL: Effect("verplicht", -1, (VERPLICHTING,)),
    Soort.BETALING: Effect("betaald", +1, (VERPLICHTING,)),
    Soort.TERUGONTVANGST: Effect("betaald", -1, (VERPLICHTING,)),
}
SIGNED = tuple(soort for soort, effect in EFFECTEN.items() if effect.signed)
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


def functie() -> str:
    """The body of the trigger function `begroting_boek` (migration 0002 holds a frozen copy).

    It runs once per INSERT statement, with all new bookings in the transition table `nieuw`. Locking in id
    order keeps two statements from waiting for each other; the CHECKs on the stand judge the sums. The three
    rules below it look at rows that those locks hold still.
    """
    effecten = ",\n            ".join(
        f"('{soort}', '{effect.kolom}', {effect.teken:+d})" for soort, effect in EFFECTEN.items()
    )
    sommen = ",\n            ".join(
        f"coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = '{kolom}'), 0) AS {kolom}" for kolom in KOLOMMEN
    )
    bijwerking = ",\n        ".join(f"{kolom} = s.{kolom} + som.{kolom}" for kolom in KOLOMMEN)
    return FUNCTIE.format(effecten=effecten, sommen=sommen, bijwerking=bijwerking)


FUNCTIE = """
BEGIN
    WITH effect (soort, kolom, teken) AS (
        VALUES
            {effecten}
    ), regel AS (
        SELECT e.kolom, e.teken * n.bedrag AS bedrag, v.id AS verplichting_id, d.id AS bestedingsdoel_id,
            coalesce(n.budgetjaar_id, d.budgetjaar_id) AS budgetjaar_id
        FROM nieuw n
        JOIN effect e ON e.soort = n.soort
        LEFT JOIN begroting_verplichting v ON v.id = n.verplichting_id
        LEFT JOIN begroting_bestedingsdoel d ON d.id = coalesce(n.bestedingsdoel_id, v.bestedingsdoel_id)
    ), plaats AS (
        SELECT s.id, r.kolom, r.bedrag FROM regel r JOIN begroting_stand s ON s.verplichting_id = r.verplichting_id
        UNION ALL
        SELECT s.id, r.kolom, r.bedrag FROM regel r JOIN begroting_stand s ON s.bestedingsdoel_id = r.bestedingsdoel_id
        UNION ALL
        SELECT s.id, r.kolom, r.bedrag FROM regel r JOIN begroting_stand s ON s.budgetjaar_id = r.budgetjaar_id
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
