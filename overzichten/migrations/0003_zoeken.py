"""Finding money back by a part of a kenmerk or by an amount, without reading every row."""

import django.db.models.deletion
import django.db.models.functions.math
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import kern.velden

# The words of a kenmerk: its text from each place on. A part of it is then the beginning of a word.
DELEN = """
CREATE FUNCTION overzichten_delen(kenmerk text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $functie$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT substr(lower(kenmerk), plek))), ''::tsvector)
    FROM generate_series(1, length(kenmerk)) plek
$functie$;
"""
KENMERKEN = (
    ("begroting_boekstuk", "kenmerk"),
    ("begroting_verplichting", "kenmerk"),
    ("begroting_boeking", "voor_zaak"),
    ("brieven_brief", "kenmerk"),
    ("subsidies_aanvraag", "kenmerk"),
    ("subsidies_beschikking", "kenmerk"),
    ("subsidies_subsidie", "kenmerk"),
    ("uitvoering_betaalbatch", "kenmerk"),
    ("uitvoering_betaling", "kenmerk"),
)
OP_DEEL = "CREATE INDEX {tabel}_deel ON {tabel} USING gin (overzichten_delen({kolom})) WHERE {kolom} > ''"
OP_BEDRAG = "CREATE INDEX {tabel}_{kolom} ON {tabel} (abs({kolom}))"
BEDRAGEN = (
    ("subsidies_beschikkingsbedrag", "verleend"),
    ("subsidies_beschikkingsbedrag", "vastgesteld"),
    ("uitvoering_betaling", "bedrag"),
)

SOM = """
CREATE FUNCTION overzichten_besluitsom() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    INSERT INTO overzichten_besluitsom AS s (beschikking_id, bedrag)
    SELECT beschikking_id, sum(verleend) FROM nieuw GROUP BY beschikking_id ORDER BY beschikking_id
    ON CONFLICT (beschikking_id) DO UPDATE SET bedrag = s.bedrag + excluded.bedrag;
    RETURN NULL;
END;
$functie$;

CREATE TRIGGER overzichten_besluitsom AFTER INSERT ON subsidies_beschikkingsbedrag
    REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION overzichten_besluitsom();
"""

SOM_TERUG = """
DROP TRIGGER overzichten_besluitsom ON subsidies_beschikkingsbedrag;
DROP FUNCTION overzichten_besluitsom();
"""

# The decisions that were taken before.
EERDER = """
ALTER TABLE overzichten_besluitsom DISABLE TRIGGER USER;
INSERT INTO overzichten_besluitsom (beschikking_id, bedrag)
SELECT beschikking_id, sum(verleend) FROM subsidies_beschikkingsbedrag GROUP BY beschikking_id;
ALTER TABLE overzichten_besluitsom ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("overzichten", "0002_stilte"),
        ("subsidies", "0018_dekking_uit_meer_budgetten"),
        ("uitvoering", "0012_doorbetaling_om_niet"),
    ]

    operations = [
        migrations.CreateModel(
            name="Besluitsom",
            fields=[
                (
                    "beschikking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="som",
                        serialize=False,
                        to="subsidies.beschikking",
                        verbose_name="beschikking",
                    ),
                ),
                ("bedrag", kern.velden.BedragField(negatief=True, verbose_name="bedrag")),
            ],
            options={
                "verbose_name": "besluitsom",
                "verbose_name_plural": "besluitsommen",
                "ordering": ["beschikking"],
                "indexes": [models.Index(django.db.models.functions.math.Abs("bedrag"), name="besluitsom_bedrag")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="besluitsom",
            trigger=pgtrigger.compiler.Trigger(
                name="alleen_via_bedragen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (pg_trigger_depth() = 0)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert or update or delete rows from % table', TG_TABLE_NAME;",
                    hash="89232b71f23b1e4e80d63f7492570b8f3571fb9f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_alleen_via_bedragen_36002",
                    table="overzichten_besluitsom",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(DELEN, "DROP FUNCTION overzichten_delen(text)"),
        *(
            migrations.RunSQL(OP_DEEL.format(tabel=tabel, kolom=kolom), f"DROP INDEX {tabel}_deel")
            for tabel, kolom in KENMERKEN
        ),
        *(
            migrations.RunSQL(OP_BEDRAG.format(tabel=tabel, kolom=kolom), f"DROP INDEX {tabel}_{kolom}")
            for tabel, kolom in BEDRAGEN
        ),
        migrations.RunSQL(SOM, SOM_TERUG),
        migrations.RunSQL(EERDER, migrations.RunSQL.noop),
    ]
