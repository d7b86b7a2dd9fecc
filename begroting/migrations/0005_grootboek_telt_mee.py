"""The ledger counts what a page would have to sum, knows a published ceiling, and shuts a year.

A copy of `begroting.grootboek.functie()`, frozen here; both functions run as their owner (role migratie).
"""

from importlib import import_module

from django.db import migrations

BOEK = """
CREATE OR REPLACE FUNCTION begroting_boek() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    WITH effect (soort, kolom, teken) AS (
        VALUES
            ('begroting', 'begroot', +1),
            ('wijziging', 'begroot', +1),
            ('overheveling', 'begroot', +1),
            ('plafond', 'plafond', +1),
            ('vrijstelling', 'vrijgesteld', +1),
            ('reservering', 'gereserveerd', +1),
            ('vrijgave', 'gereserveerd', -1),
            ('verplichting', 'verplicht', +1),
            ('bijstelling', 'verplicht', +1),
            ('vrijval', 'verplicht', -1),
            ('betaling', 'betaald', +1),
            ('terugontvangst', 'betaald', -1)
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
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'begroot'), 0) AS begroot,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'plafond'), 0) AS plafond,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'vrijgesteld'), 0) AS vrijgesteld,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'gereserveerd'), 0) AS gereserveerd,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'verplicht'), 0) AS verplicht,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'betaald'), 0) AS betaald,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'gereserveerd' AND p.voor_zaak), 0) AS gereserveerd_zaken,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'verplicht' AND p.vorm <> 'subsidie'), 0) AS verplicht_anders,
            coalesce(sum(p.aantal) FILTER (WHERE p.kolom = 'gereserveerd' AND NOT p.voor_zaak), 0) AS aantal_gereserveerd,
            coalesce(sum(p.aantal) FILTER (WHERE p.kolom = 'verplicht'), 0) AS aantal_verleend
        FROM plaats p GROUP BY p.id
    ), slot AS MATERIALIZED (
        SELECT s.id FROM begroting_stand s WHERE s.id IN (SELECT som.id FROM som) ORDER BY s.id FOR UPDATE
    )
    UPDATE begroting_stand s SET
        begroot = s.begroot + som.begroot,
        plafond = s.plafond + som.plafond,
        vrijgesteld = s.vrijgesteld + som.vrijgesteld,
        gereserveerd = s.gereserveerd + som.gereserveerd,
        verplicht = s.verplicht + som.verplicht,
        betaald = s.betaald + som.betaald,
        gereserveerd_zaken = s.gereserveerd_zaken + som.gereserveerd_zaken,
        verplicht_anders = s.verplicht_anders + som.verplicht_anders,
        aantal_gereserveerd = s.aantal_gereserveerd + som.aantal_gereserveerd,
        aantal_verleend = s.aantal_verleend + som.aantal_verleend
    FROM slot JOIN som ON som.id = slot.id
    WHERE s.id = slot.id;

    -- A closed year takes only what follows from what was promised before.
    IF EXISTS (
        SELECT 1 FROM nieuw n
        LEFT JOIN begroting_verplichting v ON v.id = n.verplichting_id
        LEFT JOIN begroting_bestedingsdoel d ON d.id = coalesce(n.bestedingsdoel_id, v.bestedingsdoel_id)
        JOIN begroting_jaarafsluiting a ON a.budgetjaar_id = coalesce(n.budgetjaar_id, d.budgetjaar_id)
        WHERE a.stand = 'afgesloten' AND n.soort IN ('begroting', 'wijziging', 'overheveling', 'plafond', 'vrijstelling', 'reservering', 'vrijgave', 'verplichting')
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
$functie$;
"""

# What the stands did not count before.
TEL_NA = """
ALTER TABLE begroting_stand DISABLE TRIGGER USER;
WITH rij AS (
    SELECT b.soort, b.voor_zaak <> '' AS zaak, v.juridische_vorm AS vorm, v.id AS verplichting_id, d.id AS doel_id,
        coalesce(b.budgetjaar_id, d.budgetjaar_id) AS jaar_id,
        CASE WHEN b.soort IN ('vrijgave', 'vrijval') THEN -b.bedrag ELSE b.bedrag END AS bedrag,
        CASE WHEN b.soort IN ('vrijgave', 'vrijval') THEN -b.aantal ELSE b.aantal END AS aantal
    FROM begroting_boeking b
    LEFT JOIN begroting_verplichting v ON v.id = b.verplichting_id
    LEFT JOIN begroting_bestedingsdoel d ON d.id = coalesce(b.bestedingsdoel_id, v.bestedingsdoel_id)
), som AS (
    SELECT s.id,
        coalesce(sum(r.bedrag) FILTER (WHERE r.soort IN ('reservering', 'vrijgave') AND r.zaak), 0) AS zaken,
        coalesce(sum(r.bedrag) FILTER (
            WHERE r.soort IN ('verplichting', 'bijstelling', 'vrijval') AND r.vorm <> 'subsidie'), 0) AS anders,
        coalesce(sum(r.aantal) FILTER (WHERE r.soort IN ('reservering', 'vrijgave') AND NOT r.zaak), 0) AS gereserveerd,
        coalesce(sum(r.aantal) FILTER (WHERE r.soort IN ('verplichting', 'bijstelling', 'vrijval')), 0) AS verleend
    FROM begroting_stand s
    JOIN rij r ON r.verplichting_id = s.verplichting_id OR r.doel_id = s.bestedingsdoel_id
        OR r.jaar_id = s.budgetjaar_id
    GROUP BY s.id
)
UPDATE begroting_stand s SET gereserveerd_zaken = som.zaken, verplicht_anders = som.anders,
    aantal_gereserveerd = som.gereserveerd, aantal_verleend = som.verleend
FROM som WHERE som.id = s.id;
ALTER TABLE begroting_stand ENABLE TRIGGER USER;
"""

# Every booking locks the stand of its year before it looks whether the year is shut: closing takes the same lock.
SLUIT = """
CREATE FUNCTION begroting_sluit_achter_slot() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    PERFORM 1 FROM begroting_stand s WHERE s.budgetjaar_id = NEW.budgetjaar_id FOR UPDATE;
    RETURN NEW;
END;
$functie$;

CREATE TRIGGER begroting_sluit_achter_slot BEFORE UPDATE ON begroting_jaarafsluiting
    FOR EACH ROW WHEN (NEW.stand = 'afgesloten') EXECUTE FUNCTION begroting_sluit_achter_slot();
"""

SLUIT_TERUG = """
DROP TRIGGER begroting_sluit_achter_slot ON begroting_jaarafsluiting;
DROP FUNCTION begroting_sluit_achter_slot();
"""

EERDER = import_module("begroting.migrations.0002_grootboek").BOEK
BOEK_TERUG = EERDER.partition("CREATE TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("begroting", "0004_afsluiting_plafond_en_vragen")]

    operations = [
        migrations.RunSQL(BOEK, BOEK_TERUG),
        migrations.RunSQL(TEL_NA, migrations.RunSQL.noop),
        migrations.RunSQL(SLUIT, SLUIT_TERUG),
    ]
