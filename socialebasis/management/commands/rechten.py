"""`manage.py rechten`: what role `app` may do, renewed after each migrate. Run it as owner of the tables."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from socialebasis.rechten import ALLE, bestaat_rol, verleen


class Command(BaseCommand):
    help = "Geeft de databaserol van de toepassing precies de rechten die zij nodig heeft."

    def handle(self, *args: Any, **options: Any) -> None:
        rol = settings.DATABASE_ROL_APP
        if not bestaat_rol():
            raise CommandError(f"De databaserol '{rol}' bestaat niet: maak haar aan, of zet DATABASE_ROL_APP.")
        lijst = verleen()
        beperkt = [recht for recht in lijst if recht.mag != ALLE]
        self.stdout.write(f"Rechten van rol {rol}: {len(lijst)} tabellen, waarvan {len(beperkt)} beperkt.")
        for recht in beperkt if options["verbosity"] > 1 else ():
            self.stdout.write(f"  {recht.tabel}: {', '.join(recht.mag)}")
