"""A booking knows its purpose and its day: the database fills them in."""

import django.db.models.deletion
from django.db import migrations, models

ONDER = """
CREATE FUNCTION begroting_onder() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $functie$
BEGIN
    NEW.datum := (SELECT k.datum FROM begroting_boekstuk k WHERE k.id = NEW.boekstuk_id);
    NEW.onder_id := coalesce(
        NEW.bestedingsdoel_id,
        (SELECT v.bestedingsdoel_id FROM begroting_verplichting v WHERE v.id = NEW.verplichting_id)
    );
    RETURN NEW;
END;
$functie$;

CREATE TRIGGER begroting_onder BEFORE INSERT ON begroting_boeking
    FOR EACH ROW EXECUTE FUNCTION begroting_onder();
"""

ONDER_TERUG = """
DROP TRIGGER begroting_onder ON begroting_boeking;
DROP FUNCTION begroting_onder();
"""

# What was booked before.
VUL = """
ALTER TABLE begroting_boeking DISABLE TRIGGER USER;
UPDATE begroting_boeking b SET datum = k.datum, onder_id = coalesce(
    b.bestedingsdoel_id, (SELECT v.bestedingsdoel_id FROM begroting_verplichting v WHERE v.id = b.verplichting_id)
)
FROM begroting_boekstuk k WHERE k.id = b.boekstuk_id;
ALTER TABLE begroting_boeking ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("begroting", "0009_dagstand"),
    ]

    operations = [
        migrations.AddField(
            model_name="boeking",
            name="datum",
            field=models.DateField(
                editable=False, help_text="De dag van het boekstuk.", null=True, verbose_name="datum"
            ),
        ),
        migrations.AddField(
            model_name="boeking",
            name="onder",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                help_text="Het doel waarop is geboekt, of waaronder de verplichting valt.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="boekingen_eronder",
                to="begroting.bestedingsdoel",
                verbose_name="onder bestedingsdoel",
            ),
        ),
        migrations.AddIndex(
            model_name="boeking",
            index=models.Index(
                condition=models.Q(("onder__isnull", False)),
                fields=["onder", "-id"],
                include=("datum",),
                name="boeking_onder_doel",
            ),
        ),
        migrations.AddIndex(
            model_name="boeking",
            index=models.Index(fields=["datum"], name="boeking_datum"),
        ),
        migrations.RunSQL(VUL, migrations.RunSQL.noop),
        migrations.RunSQL(ONDER, ONDER_TERUG),
    ]
