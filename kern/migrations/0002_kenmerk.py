"""The sequence behind kern.kenmerk: a number is handed out once, also when its act is rolled back."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kern", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE kern_kenmerk AS bigint",
            "DROP SEQUENCE kern_kenmerk",
        )
    ]
