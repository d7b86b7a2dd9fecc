import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from kern.models import Zegel
from kern.zegels import Uitkomst, controleer


class Command(BaseCommand):
    """`manage.py controleer_spoor`: exit code 0 when the trail is whole, 1 when it is broken."""

    help = "Controleert of het spoor van gebeurtenissen nog is zoals het is verzegeld."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="uitkomst als JSON")
        parser.add_argument(
            "--bevat", metavar="HASH", help="een eerder genoteerde hash die in de keten hoort te staan"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        uitkomst = controleer()
        bekend = options["bevat"] is None or Zegel.objects.filter(hash=options["bevat"]).exists()
        if options["json"]:
            inhoud = asdict(uitkomst) | {"heel": uitkomst.is_heel and bekend}
            self.stdout.write(json.dumps(inhoud, ensure_ascii=False, indent=2))
        else:
            self._vertel(uitkomst, bekend)
        if not (uitkomst.is_heel and bekend):
            sys.exit(1)

    def _vertel(self, uitkomst: Uitkomst, bekend: bool) -> None:
        self.stdout.write(f"{uitkomst.verzegeld} gebeurtenissen in {uitkomst.zegels} zegels gecontroleerd.")
        self.stdout.write(f"Nog niet verzegeld: {uitkomst.open}.")
        for tekst in uitkomst.opvallend:
            self.stdout.write(f"Let op: {tekst}")
        for breuk in uitkomst.breuken:
            self.stderr.write(f"BREUK bij zegel {breuk.zegel}: {breuk.tekst}")
        if not bekend:
            self.stderr.write("BREUK: de genoteerde hash staat niet meer in de keten.")
        if uitkomst.is_heel and bekend:
            self.stdout.write(f"Het spoor is heel. Laatste hash: {uitkomst.laatste_hash or 'nog geen zegel'}")
