from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    """The case: application, assessment and decision."""

    name = "subsidies"
    verbose_name = "Subsidies"
