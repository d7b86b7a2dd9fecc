from django.apps import AppConfig


class OverzichtenConfig(AppConfig):
    """Pages that combine rooms: the worklist, the budget for the council, the public pages."""

    name = "overzichten"
    verbose_name = "Overzichten"
