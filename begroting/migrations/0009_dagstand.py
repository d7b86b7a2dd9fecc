"""The stand of every day, kept by the database: what a figure \"stand per\" is read from."""

from importlib import import_module

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import kern.velden

# A copy of `begroting.dagstanden.functie()`, frozen here. By its name it fires after `begroting_boek`.
DAGSTAND = """
CREATE FUNCTION begroting_dagstand() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    -- A day on which nothing was booked before begins with what stood there until then.
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
        FROM plaats p GROUP BY p.stand_id, p.dag
    )
    INSERT INTO begroting_dagstand (stand_id, dag, begroot, plafond, vrijgesteld, gereserveerd, verplicht, betaald, gereserveerd_zaken, verplicht_anders, aantal_gereserveerd, aantal_verleend)
    SELECT som.stand_id, som.dag, coalesce(v.begroot, 0), coalesce(v.plafond, 0), coalesce(v.vrijgesteld, 0), coalesce(v.gereserveerd, 0), coalesce(v.verplicht, 0), coalesce(v.betaald, 0), coalesce(v.gereserveerd_zaken, 0), coalesce(v.verplicht_anders, 0), coalesce(v.aantal_gereserveerd, 0), coalesce(v.aantal_verleend, 0)
    FROM som LEFT JOIN LATERAL (
        SELECT * FROM begroting_dagstand eerder WHERE eerder.stand_id = som.stand_id AND eerder.dag < som.dag
        ORDER BY eerder.dag DESC LIMIT 1
    ) v ON true
    ON CONFLICT (stand_id, dag) DO NOTHING;

    -- What is booked on a day counts on that day and on every later one.
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
        FROM plaats p GROUP BY p.stand_id, p.dag
    ), erbij AS MATERIALIZED (
        SELECT d.id,
            sum(som.begroot) AS begroot,
            sum(som.plafond) AS plafond,
            sum(som.vrijgesteld) AS vrijgesteld,
            sum(som.gereserveerd) AS gereserveerd,
            sum(som.verplicht) AS verplicht,
            sum(som.betaald) AS betaald,
            sum(som.gereserveerd_zaken) AS gereserveerd_zaken,
            sum(som.verplicht_anders) AS verplicht_anders,
            sum(som.aantal_gereserveerd) AS aantal_gereserveerd,
            sum(som.aantal_verleend) AS aantal_verleend
        FROM som JOIN begroting_dagstand d ON d.stand_id = som.stand_id AND d.dag >= som.dag GROUP BY d.id
    )
    UPDATE begroting_dagstand d SET
        begroot = d.begroot + erbij.begroot,
        plafond = d.plafond + erbij.plafond,
        vrijgesteld = d.vrijgesteld + erbij.vrijgesteld,
        gereserveerd = d.gereserveerd + erbij.gereserveerd,
        verplicht = d.verplicht + erbij.verplicht,
        betaald = d.betaald + erbij.betaald,
        gereserveerd_zaken = d.gereserveerd_zaken + erbij.gereserveerd_zaken,
        verplicht_anders = d.verplicht_anders + erbij.verplicht_anders,
        aantal_gereserveerd = d.aantal_gereserveerd + erbij.aantal_gereserveerd,
        aantal_verleend = d.aantal_verleend + erbij.aantal_verleend
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
$functie$;

CREATE TRIGGER begroting_dagstand AFTER INSERT ON begroting_boeking
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION begroting_dagstand();
"""

DAGSTAND_TERUG = """
DROP TRIGGER begroting_dagstand ON begroting_boeking;
DROP FUNCTION begroting_dagstand();
"""

# What was booked before.
TEL_NA = """
ALTER TABLE begroting_dagstand DISABLE TRIGGER USER;
INSERT INTO begroting_dagstand (stand_id, dag, begroot, plafond, vrijgesteld, gereserveerd, verplicht, betaald, gereserveerd_zaken, verplicht_anders, aantal_gereserveerd, aantal_verleend)
SELECT s.id, toen.dag, toen.begroot, toen.plafond, toen.vrijgesteld, toen.gereserveerd, toen.verplicht, toen.betaald, toen.gereserveerd_zaken, toen.verplicht_anders, toen.aantal_gereserveerd, toen.aantal_verleend
FROM begroting_stand s JOIN (
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
    ), rij AS (
        SELECT k.datum AS dag, e.kolom, e.teken * b.bedrag AS bedrag, e.teken * b.aantal AS aantal,
            b.voor_zaak <> '' AS voor_zaak, v.juridische_vorm AS vorm, v.id AS verplichting, d.id AS bestedingsdoel,
            coalesce(b.budgetjaar_id, d.budgetjaar_id) AS budgetjaar
        FROM begroting_boeking b
        JOIN begroting_boekstuk k ON k.id = b.boekstuk_id
        JOIN effect e ON e.soort = b.soort
        LEFT JOIN begroting_verplichting v ON v.id = b.verplichting_id
        LEFT JOIN begroting_bestedingsdoel d ON d.id = coalesce(b.bestedingsdoel_id, v.bestedingsdoel_id)

    ), som AS (
        SELECT p.{niveau} AS plaats, p.dag AS dag,
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
        FROM rij p
        WHERE p.{niveau} IS NOT NULL
        GROUP BY 1, 2
    )
    SELECT plaats, dag, sum(begroot) OVER (PARTITION BY plaats ORDER BY dag) AS begroot, sum(plafond) OVER (PARTITION BY plaats ORDER BY dag) AS plafond, sum(vrijgesteld) OVER (PARTITION BY plaats ORDER BY dag) AS vrijgesteld, sum(gereserveerd) OVER (PARTITION BY plaats ORDER BY dag) AS gereserveerd, sum(verplicht) OVER (PARTITION BY plaats ORDER BY dag) AS verplicht, sum(betaald) OVER (PARTITION BY plaats ORDER BY dag) AS betaald, sum(gereserveerd_zaken) OVER (PARTITION BY plaats ORDER BY dag) AS gereserveerd_zaken, sum(verplicht_anders) OVER (PARTITION BY plaats ORDER BY dag) AS verplicht_anders, sum(aantal_gereserveerd) OVER (PARTITION BY plaats ORDER BY dag) AS aantal_gereserveerd, sum(aantal_verleend) OVER (PARTITION BY plaats ORDER BY dag) AS aantal_verleend FROM som
) toen ON toen.plaats = s.{niveau}_id;
ALTER TABLE begroting_dagstand ENABLE TRIGGER USER;
"""

# The stand of a commitment is born under its purpose.
OPEN = """
CREATE OR REPLACE FUNCTION begroting_open_stand() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    IF TG_ARGV[0] = 'verplichting_id' THEN
        EXECUTE 'INSERT INTO begroting_stand (verplichting_id, onder_id)
            SELECT id, bestedingsdoel_id FROM nieuw ORDER BY id';
    ELSE
        EXECUTE format('INSERT INTO begroting_stand (%I) SELECT id FROM nieuw ORDER BY id', TG_ARGV[0]);
    END IF;
    RETURN NULL;
END;
$functie$;

ALTER TABLE begroting_stand DISABLE TRIGGER USER;
UPDATE begroting_stand s SET onder_id = v.bestedingsdoel_id, sinds = (
    SELECT min(k.datum) FROM begroting_boeking b JOIN begroting_boekstuk k ON k.id = b.boekstuk_id
    WHERE b.verplichting_id = v.id
)
FROM begroting_verplichting v WHERE v.id = s.verplichting_id;
ALTER TABLE begroting_stand ENABLE TRIGGER USER;
"""

OPEN_TERUG = (
    import_module("begroting.migrations.0002_grootboek")
    .OPEN.partition("CREATE TRIGGER")[0]
    .replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
)


class Migration(migrations.Migration):
    dependencies = [
        ("begroting", "0008_antwoord_vast"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dagstand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begroot", kern.velden.BedragField(db_default=0, default=0, verbose_name="begroot")),
                ("plafond", kern.velden.BedragField(db_default=0, default=0, verbose_name="gepubliceerd plafond")),
                (
                    "vrijgesteld",
                    kern.velden.BedragField(db_default=0, default=0, verbose_name="vrijgesteld van het plafond"),
                ),
                ("gereserveerd", kern.velden.BedragField(db_default=0, default=0, verbose_name="gereserveerd")),
                ("verplicht", kern.velden.BedragField(db_default=0, default=0, verbose_name="verplicht")),
                ("betaald", kern.velden.BedragField(db_default=0, default=0, verbose_name="betaald")),
                (
                    "gereserveerd_zaken",
                    kern.velden.BedragField(db_default=0, default=0, verbose_name="daarvan gereserveerd voor zaken"),
                ),
                (
                    "verplicht_anders",
                    kern.velden.BedragField(db_default=0, default=0, verbose_name="daarvan verplicht zonder subsidie"),
                ),
                (
                    "aantal_gereserveerd",
                    models.IntegerField(db_default=0, default=0, verbose_name="aantal gereserveerd"),
                ),
                ("aantal_verleend", models.IntegerField(db_default=0, default=0, verbose_name="aantal verleend")),
                ("dag", models.DateField(verbose_name="dag")),
            ],
            options={
                "verbose_name": "dagstand",
                "verbose_name_plural": "dagstanden",
                "ordering": ["stand", "dag"],
            },
        ),
        migrations.AddField(
            model_name="stand",
            name="onder",
            field=models.ForeignKey(
                db_index=False,
                help_text="Van een verplichting: zo staan de grootste van een doel klaar.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standen_eronder",
                to="begroting.bestedingsdoel",
                verbose_name="onder bestedingsdoel",
            ),
        ),
        migrations.AddField(
            model_name="stand",
            name="sinds",
            field=models.DateField(
                help_text="Van een verplichting: de dag van de eerste boeking.", null=True, verbose_name="sinds"
            ),
        ),
        migrations.AddIndex(
            model_name="stand",
            index=models.Index(
                condition=models.Q(("onder__isnull", False)),
                fields=["onder", "-verplicht", "verplichting"],
                include=("sinds",),
                name="stand_onder_doel",
            ),
        ),
        migrations.AddField(
            model_name="dagstand",
            name="stand",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dagen",
                to="begroting.stand",
                verbose_name="stand",
            ),
        ),
        migrations.AddConstraint(
            model_name="dagstand",
            constraint=models.UniqueConstraint(fields=("stand", "dag"), name="dagstand_een_per_dag"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dagstand",
            trigger=pgtrigger.compiler.Trigger(
                name="alleen_via_boekingen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (pg_trigger_depth() = 0)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert or update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9b35a61521bc5f6d0422e6e8d0dad9c3ef8578f9",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_alleen_via_boekingen_a91d6",
                    table="begroting_dagstand",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(OPEN, OPEN_TERUG),
        migrations.RunSQL(DAGSTAND, DAGSTAND_TERUG),
        *(
            migrations.RunSQL(TEL_NA.format(niveau=niveau), migrations.RunSQL.noop)
            for niveau in ("budgetjaar", "bestedingsdoel")
        ),
    ]
