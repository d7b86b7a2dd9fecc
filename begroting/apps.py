from django.apps import AppConfig


class BegrotingConfig(AppConfig):
    """The money: budgets, reservations, commitments and payments, as bookings in a ledger."""

    name = "begroting"
    verbose_name = "Begroting"

    def ready(self) -> None:
        from begroting import gebeurtenissen  # noqa: F401  registers the kinds of act
