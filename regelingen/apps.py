from django.apps import AppConfig


class RegelingenConfig(AppConfig):
    """Schemes and their dated parameters."""

    name = "regelingen"
    verbose_name = "Regelingen"

    def ready(self) -> None:
        from regelingen import gebeurtenissen  # noqa: F401  registers the kinds of act
