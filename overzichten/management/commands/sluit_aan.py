import sys
from typing import Any

from django.core.management.base import BaseCommand

from overzichten.selectors.aansluiting import verschillen


class Command(BaseCommand):
    """`manage.py sluit_aan`: exit code 0 when every figure is the sum of its rows, 1 when one is not."""

    help = "Rekent alle standen en alle subsidies na uit de regels en noemt wat niet aansluit."

    def handle(self, *args: Any, **options: Any) -> None:
        gevonden = verschillen()
        for verschil in gevonden:
            self.stderr.write(f"VERSCHIL {verschil}")
        if gevonden:
            sys.exit(1)
        self.stdout.write("Alle cijfers sluiten aan.")
