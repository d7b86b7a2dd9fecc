from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class UitnodigingAdapter(DefaultAccountAdapter):
    """Nobody makes an account by themselves: an invitation does (services/aanvaard_uitnodiging.py)."""

    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Het e-mailadres of het wachtwoord klopt niet.",
        "too_many_login_attempts": "Er is te vaak een verkeerd wachtwoord ingevuld. "
        "Probeer het over vijf minuten opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
