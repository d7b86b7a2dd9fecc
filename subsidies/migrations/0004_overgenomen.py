from django.db import migrations

VERSIES = """
INSERT INTO subsidies_versie (aanvraag_id, soort, onderdeel, nummer, inhoud, door_id, bewaard_op, blad)
SELECT DISTINCT ON (e.pgh_obj_id, e.versie) e.aanvraag_id, 'antwoord', e.pgh_obj_id, e.versie,
    jsonb_build_object('tekst', e.tekst), (e.pgh_context->>'lidmaatschap')::bigint, e.pgh_created_at, ''
FROM subsidies_antwoordevent e
WHERE e.versie > 0 AND e.pgh_label <> 'delete'
ORDER BY e.pgh_obj_id, e.versie, e.pgh_id;
"""

PER_JAAR = """
INSERT INTO subsidies_voorzieningjaar (voorziening_id, jaar, bereik)
SELECT v.id, jaar, v.bereik_per_jaar
FROM subsidies_voorziening v
JOIN subsidies_aanvraagdeel d ON d.id = v.deel_id
JOIN subsidies_aanvraag a ON a.id = d.aanvraag_id
CROSS JOIN LATERAL generate_series(a.eerste_jaar::int, a.laatste_jaar::int) AS jaar;
"""


class Migration(migrations.Migration):
    """What was written before: the history of the joint texts, and the wanted reach for each year."""

    dependencies = [
        ("subsidies", "0003_samen_schrijven"),
    ]

    operations = [
        migrations.RunSQL(VERSIES, migrations.RunSQL.noop),
        migrations.RunSQL(PER_JAAR, migrations.RunSQL.noop),
    ]
