"""The stands of every day, kept by the database: what the figures "stand per" are read from (docs/grootboek.md).

A row of a year or a purpose says what stood there at the end of a day on which something was booked; a commitment only
keeps since when it exists. One INSERT of bookings fires this after `begroting_boek`, which holds the lock on every
stand that it touches.
"""

from begroting.grootboek import GETELD, effecten_sql, sommen_sql


def functie() -> str:
    """The body of the trigger function `begroting_dagstand` (migration 0008 holds a frozen copy)."""
    som = SOM.format(effecten=effecten_sql(), sommen=sommen_sql())
    return FUNCTIE.format(
        som=som,
        kolommen=", ".join(GETELD),
        vorige=", ".join(f"coalesce(v.{kolom}, 0)" for kolom in GETELD),
        opgeteld=",\n            ".join(f"sum(som.{kolom}) AS {kolom}" for kolom in GETELD),
        bijwerking=",\n        ".join(f"{kolom} = d.{kolom} + erbij.{kolom}" for kolom in GETELD),
    )


SOM = """WITH effect (soort, kolom, teken) AS (
        VALUES
            {effecten}
    ), regel AS (
        SELECT k.datum AS dag, e.kolom, e.teken * n.bedrag AS bedrag, e.teken * n.aantal AS aantal,
            n.voor_zaak <> '' AS voor_zaak, v.juridische_vorm AS vorm, d.id AS bestedingsdoel_id,
            coalesce(n.budgetjaar_id, d.budgetjaar_id) AS budgetjaar_id
        FROM nieuw n
        JOIN effect e ON e.soort = n.soort
        JOIN begroting_boekstuk k ON k.id = n.boekstuk_id
        LEFT JOIN begroting_verplichting v ON v.id = n.verplichting_id
        LEFT JOIN begroting_bestedingsdoel d ON d.id = coalesce(n.bestedingsdoel_id, v.bestedingsdoel_id)
    ), plaats AS (
        SELECT s.id AS stand_id, r.* FROM regel r JOIN begroting_stand s ON s.bestedingsdoel_id = r.bestedingsdoel_id
        UNION ALL
        SELECT s.id AS stand_id, r.* FROM regel r JOIN begroting_stand s ON s.budgetjaar_id = r.budgetjaar_id
    ), som AS MATERIALIZED (
        SELECT p.stand_id, p.dag,
            {sommen}
        FROM plaats p GROUP BY p.stand_id, p.dag
    )"""

FUNCTIE = """
BEGIN
    -- A day on which nothing was booked before begins with what stood there until then.
    {som}
    INSERT INTO begroting_dagstand (stand_id, dag, {kolommen})
    SELECT som.stand_id, som.dag, {vorige}
    FROM som LEFT JOIN LATERAL (
        SELECT * FROM begroting_dagstand eerder WHERE eerder.stand_id = som.stand_id AND eerder.dag < som.dag
        ORDER BY eerder.dag DESC LIMIT 1
    ) v ON true
    ON CONFLICT (stand_id, dag) DO NOTHING;

    -- What is booked on a day counts on that day and on every later one.
    {som}, erbij AS MATERIALIZED (
        SELECT d.id,
            {opgeteld}
        FROM som JOIN begroting_dagstand d ON d.stand_id = som.stand_id AND d.dag >= som.dag GROUP BY d.id
    )
    UPDATE begroting_dagstand d SET
        {bijwerking}
    FROM erbij
    WHERE erbij.id = d.id;

    -- A commitment exists since the day of its first booking.
    UPDATE begroting_stand s SET sinds = eerst.dag
    FROM (
        SELECT n.verplichting_id, min(k.datum) AS dag FROM nieuw n JOIN begroting_boekstuk k ON k.id = n.boekstuk_id
        WHERE n.verplichting_id IS NOT NULL GROUP BY n.verplichting_id
    ) eerst
    WHERE s.verplichting_id = eerst.verplichting_id AND (s.sinds IS NULL OR s.sinds > eerst.dag);

    RETURN NULL;
END;
"""
