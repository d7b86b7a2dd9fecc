from django.apps import AppConfig


class ThematafelsConfig(AppConfig):
    """The call, its goals framework, the tables and who sits at them."""

    name = "thematafels"
    verbose_name = "Uitvragen en thematafels"
