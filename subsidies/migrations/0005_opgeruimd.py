import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("subsidies", "0004_overgenomen"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="antwoordevent",
            name="aanvraag",
        ),
        migrations.RemoveField(
            model_name="antwoordevent",
            name="criterium",
        ),
        migrations.RemoveField(
            model_name="antwoordevent",
            name="eis",
        ),
        migrations.RemoveField(
            model_name="antwoordevent",
            name="functie",
        ),
        migrations.RemoveField(
            model_name="antwoordevent",
            name="pgh_obj",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="antwoord",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="antwoord",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="antwoord",
            name="delete_delete",
        ),
        migrations.RemoveField(
            model_name="voorziening",
            name="bereik_per_jaar",
        ),
        migrations.DeleteModel(
            name="AntwoordEvent",
        ),
    ]
