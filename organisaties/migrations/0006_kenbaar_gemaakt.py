"""Digital delivery was on without anybody saying so. It stays on for who chose it, or applied in the portal (Awb 2:14)."""

from django.db import migrations

VOORUIT = """
UPDATE organisaties_organisatie o SET digitaal = NULL
WHERE o.digitaal AND NOT EXISTS (
    SELECT 1 FROM kern_gebeurtenis g
    WHERE g.geweigerd = '' AND (
        g.soort = 'organisatie.digitaal' AND g.over_id = o.id
        OR g.soort IN ('deelname.aangemeld', 'aanvraag.ingediend', 'aanvraag.akkoord_gegeven') AND g.lidmaatschap_id IN (
            SELECT l.id FROM organisaties_lidmaatschap l WHERE l.organisatie_id = o.id
        )
    )
)
"""
TERUG = "UPDATE organisaties_organisatie SET digitaal = TRUE WHERE digitaal IS NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("organisaties", "0005_kenbaar"),
        ("kern", "0003_bestand_en_storing"),
    ]

    operations = [migrations.RunSQL(VOORUIT, TERUG)]
