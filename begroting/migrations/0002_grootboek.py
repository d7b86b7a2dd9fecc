"""The triggers that keep the stands (huis.md §4.2). A copy of `begroting.grootboek.functie()`, frozen here.

Both functions run as their owner (role migratie), so that role app needs no right to write a stand.
"""

from django.db import migrations

BOEK = """
CREATE FUNCTION begroting_boek() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    WITH effect (soort, kolom, teken) AS (
        VALUES
            ('begroting', 'begroot', +1),
            ('wijziging', 'begroot', +1),
            ('overheveling', 'begroot', +1),
            ('vrijstelling', 'vrijgesteld', +1),
            ('reservering', 'gereserveerd', +1),
            ('vrijgave', 'gereserveerd', -1),
            ('verplichting', 'verplicht', +1),
            ('bijstelling', 'verplicht', +1),
            ('vrijval', 'verplicht', -1),
            ('betaling', 'betaald', +1),
            ('terugontvangst', 'betaald', -1)
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
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'begroot'), 0) AS begroot,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'vrijgesteld'), 0) AS vrijgesteld,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'gereserveerd'), 0) AS gereserveerd,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'verplicht'), 0) AS verplicht,
            coalesce(sum(p.bedrag) FILTER (WHERE p.kolom = 'betaald'), 0) AS betaald
        FROM plaats p GROUP BY p.id
    ), slot AS MATERIALIZED (
        SELECT s.id FROM begroting_stand s WHERE s.id IN (SELECT som.id FROM som) ORDER BY s.id FOR UPDATE
    )
    UPDATE begroting_stand s SET
        begroot = s.begroot + som.begroot,
        vrijgesteld = s.vrijgesteld + som.vrijgesteld,
        gereserveerd = s.gereserveerd + som.gereserveerd,
        verplicht = s.verplicht + som.verplicht,
        betaald = s.betaald + som.betaald
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
$functie$;

CREATE TRIGGER begroting_boek AFTER INSERT ON begroting_boeking
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION begroting_boek();
"""

BOEK_TERUG = """
DROP TRIGGER begroting_boek ON begroting_boeking;
DROP FUNCTION begroting_boek();
"""

# A stand is born at zero together with its owner; the argument names the column of begroting_stand.
OPEN = """
CREATE FUNCTION begroting_open_stand() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    EXECUTE format('INSERT INTO begroting_stand (%I) SELECT id FROM nieuw ORDER BY id', TG_ARGV[0]);
    RETURN NULL;
END;
$functie$;

CREATE TRIGGER begroting_open_stand AFTER INSERT ON begroting_budgetjaar
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION begroting_open_stand('budgetjaar_id');
CREATE TRIGGER begroting_open_stand AFTER INSERT ON begroting_bestedingsdoel
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION begroting_open_stand('bestedingsdoel_id');
CREATE TRIGGER begroting_open_stand AFTER INSERT ON begroting_verplichting
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION begroting_open_stand('verplichting_id');
"""

OPEN_TERUG = """
DROP TRIGGER begroting_open_stand ON begroting_verplichting;
DROP TRIGGER begroting_open_stand ON begroting_bestedingsdoel;
DROP TRIGGER begroting_open_stand ON begroting_budgetjaar;
DROP FUNCTION begroting_open_stand();
"""


class Migration(migrations.Migration):
    dependencies = [("begroting", "0001_initial")]

    operations = [
        migrations.RunSQL(BOEK, BOEK_TERUG),
        migrations.RunSQL(OPEN, OPEN_TERUG),
    ]
