"""The days on which a decision was booked and not made known yet: kept when its letter is sent."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# What the bookings of a decision on one recipient are: it books under the kenmerk of one of its beschikkingen. A
# replaced letter lives on in the one with the same kenmerk.
BOEKINGEN = """
    INSERT INTO overzichten_stilte (boeking_id, dagen)
    SELECT DISTINCT bo.id, daterange(stuk.datum, brief.verzenddatum)
    FROM {brieven} brief
    JOIN brieven_brief eerste ON eerste.kenmerk = brief.kenmerk
    JOIN subsidies_beschikking b ON b.brief_id = eerste.id
    JOIN subsidies_beschikking mee ON mee.besluit_id = b.besluit_id
    JOIN begroting_boekstuk stuk ON stuk.kenmerk = 'besluit-' || mee.kenmerk AND stuk.datum < brief.verzenddatum
    JOIN subsidies_subsidie su ON su.deel_id = b.deel_id
    JOIN subsidies_subsidiejaar sj ON sj.subsidie_id = su.id
    JOIN begroting_boeking bo ON bo.boekstuk_id = stuk.id AND bo.verplichting_id = sj.verplichting_id
    WHERE bo.soort IN ('verplichting', 'bijstelling', 'vrijval')
"""

STILTE = """
CREATE FUNCTION overzichten_stilte() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    {boekingen};
    RETURN NULL;
END;
$functie$;

CREATE TRIGGER overzichten_stilte AFTER UPDATE OF stand ON brieven_brief
    FOR EACH ROW WHEN (NEW.stand = 'verzonden' AND OLD.stand <> 'verzonden') EXECUTE FUNCTION overzichten_stilte();
"""

STILTE_TERUG = """
DROP TRIGGER overzichten_stilte ON brieven_brief;
DROP FUNCTION overzichten_stilte();
"""

# The letters that were sent before.
EERDER = """
ALTER TABLE overzichten_stilte DISABLE TRIGGER USER;
{boekingen};
ALTER TABLE overzichten_stilte ENABLE TRIGGER USER;
"""


def _met(opdracht: str, brieven: str) -> str:
    return opdracht.format(boekingen=BOEKINGEN.strip().format(brieven=brieven))


class Migration(migrations.Migration):
    dependencies = [
        ("begroting", "0009_dagstand"),
        ("brieven", "0011_op_kenmerk"),
        ("overzichten", "0001_uitsplitsing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Stilte",
            fields=[
                (
                    "boeking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="stilte",
                        serialize=False,
                        to="begroting.boeking",
                        verbose_name="boeking",
                    ),
                ),
                ("dagen", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="dagen")),
            ],
            options={
                "verbose_name": "stilte",
                "verbose_name_plural": "stiltes",
                "ordering": ["boeking"],
                "indexes": [django.contrib.postgres.indexes.GistIndex(fields=["dagen"], name="stilte_dagen")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stilte",
            trigger=pgtrigger.compiler.Trigger(
                name="alleen_via_brieven",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (pg_trigger_depth() = 0)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert or update or delete rows from % table', TG_TABLE_NAME;",
                    hash="583fe9ac493d001a5eb76deefda790cd36f6c5d3",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_alleen_via_brieven_02b4e",
                    table="overzichten_stilte",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(_met(STILTE, "(SELECT NEW.kenmerk, NEW.verzenddatum)"), STILTE_TERUG),
        migrations.RunSQL(
            _met(EERDER, "(SELECT * FROM brieven_brief WHERE stand = 'verzonden')"), migrations.RunSQL.noop
        ),
    ]
