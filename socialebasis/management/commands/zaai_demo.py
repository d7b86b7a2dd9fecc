"""`manage.py zaai_demo`: the demo data, added where they are missing, and who can log in."""

from typing import Any

from django.core.management.base import BaseCommand

from socialebasis.demo.accounts import ACCOUNTS, WACHTWOORD
from socialebasis.demo.zaaien import zaai


class Command(BaseCommand):
    help = "Zet de proefgegevens klaar; wat er al is, blijft."

    def handle(self, *args: Any, **options: Any) -> None:
        zaai()
        breedte = max(len(account.email) for account in ACCOUNTS)
        self.stdout.write(f"Inloggen kan met elk van deze accounts, wachtwoord: {WACHTWOORD}")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<{breedte}}  {account.naam}")
