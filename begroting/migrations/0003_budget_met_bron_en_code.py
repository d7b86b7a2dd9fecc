"""A budget says where its money comes from, and gets an address of its own."""

from django.db import migrations, models

GEEF_CODE = """
UPDATE begroting_budget
SET code = left(trim(BOTH '-' FROM regexp_replace(lower(naam), '[^a-z0-9]+', '-', 'g')), 50) || '-' || id;
"""


class Migration(migrations.Migration):
    dependencies = [("begroting", "0002_grootboek")]

    operations = [
        migrations.RemoveConstraint("budget", "budget_aard"),
        migrations.RenameField("budget", "aard", "bron"),
        migrations.AddField(
            "budget", "code", models.SlugField("code", max_length=60, default=""), preserve_default=False
        ),
        migrations.RunSQL(GEEF_CODE, migrations.RunSQL.noop),
    ]
