from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernConfig(AppConfig):
    """The ground floor: users, money, legal terms, the audit trail and the look."""

    name = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        """Have every room register its kinds of act (kern.spoor)."""
        autodiscover_modules("gebeurtenissen")
