from django.apps import AppConfig


class UitvoeringConfig(AppConfig):
    """The life of a grant after its decision: years, payments, changes, settlement and objection."""

    name = "uitvoering"
    verbose_name = "Uitvoering"
