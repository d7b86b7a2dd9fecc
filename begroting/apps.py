from django.apps import AppConfig


class BegrotingConfig(AppConfig):
    """The money: budgets, reservations, commitments and payments, as bookings in a ledger."""

    name = "begroting"
    verbose_name = "Begroting"
