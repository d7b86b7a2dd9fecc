from django.apps import AppConfig


class RegelingenConfig(AppConfig):
    """Schemes and their dated parameters."""

    name = "regelingen"
    verbose_name = "Regelingen"
