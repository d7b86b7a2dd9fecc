import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

logger = logging.getLogger(__name__)


class UitnodigingAdapter(DefaultAccountAdapter):
    """Nobody makes an account by themselves: an invitation does (services/aanvaard_uitnodiging.py)."""

    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Het e-mailadres of het wachtwoord klopt niet.",
        "too_many_login_attempts": "Er is te vaak een verkeerd wachtwoord ingevuld. "
        "Probeer het over vijf minuten opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away is no error to show: only who has an account would see it."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            logger.exception("De mail %s is niet verzonden", template_prefix)
