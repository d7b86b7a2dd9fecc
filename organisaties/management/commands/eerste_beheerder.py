from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kern.fouten import DomeinFout
from kern.toegang import Rol
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort
from organisaties.services.nodig_uit import schrijf_uitnodiging


class Command(BaseCommand):
    """The one invitation that nobody inside can send: that of the first functioneel beheerder."""

    help = "Registreert de gemeente en nodigt de eerste functioneel beheerder uit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--gemeente", required=True, help="De naam van de gemeente.")

    def handle(self, *args: Any, **opties: Any) -> None:
        if Lidmaatschap.objects.filter(rol=Rol.BEHEERDER).exists():
            raise CommandError("Er is al een functioneel beheerder. Die nodigt anderen uit.")
        try:
            with transaction.atomic():
                gemeente = Organisatie.objects.get_or_create(
                    soort=OrganisatieSoort.GEMEENTE, defaults={"naam": opties["gemeente"]}
                )[0]
                schrijf_uitnodiging(email=opties["email"], organisatie=gemeente, rol=Rol.BEHEERDER, door=None)
        except DomeinFout as fout:
            raise CommandError(fout.bericht) from fout
        self.stdout.write(f"De uitnodiging voor {gemeente} gaat binnen enkele minuten weg.")
