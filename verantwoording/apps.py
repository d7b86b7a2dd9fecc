from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class VerantwoordingConfig(AppConfig):
    """The four levels: what was agreed to measure, what was counted and told, and what others measured in the city."""

    name = "verantwoording"
    verbose_name = "Verantwoording"

    def ready(self) -> None:
        """Register the sections of this room with those of an application and of the page of a grant."""
        autodiscover_modules("onderdelen", "hubdeel")
