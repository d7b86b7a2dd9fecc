"""The only writer of the ledger. Every other verb of this room ends here."""

import datetime
from collections.abc import Sequence

from django.db import DataError, IntegrityError, transaction

from begroting.grootboek import BoekingRegel
from begroting.models import Boeking, Boekstuk
from begroting.services.weigering import in_woorden
from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap

__all__ = ["BoekingRegel", "boek", "geschonden"]


def boek(
    *,
    kenmerk: str,
    datum: datetime.date,
    door: Lidmaatschap | None,
    omschrijving: str,
    regels: Sequence[BoekingRegel],
    corrigeert: Boekstuk | None = None,
) -> Boekstuk:
    """Write one boekstuk with all its bookings in one statement, inside the transaction of the calling verb.

    `corrigeert` is the boekstuk that this one books back. The caller checks the rights and writes the audit row.
    Raises DomeinFout, with nothing written, when the kenmerk exists already (`begroting.boekstuk_bestaat`), when
    there is too little room (`begroting.overschrijding`) or when another rule of the ledger says no (weigering.py).
    """
    try:
        with transaction.atomic():
            boekstuk = Boekstuk.objects.create(
                kenmerk=kenmerk, datum=datum, door=door, omschrijving=omschrijving, corrigeert=corrigeert
            )
            Boeking.objects.bulk_create(
                Boeking(
                    boekstuk=boekstuk,
                    soort=regel.soort,
                    bedrag=regel.bedrag,
                    voor_zaak=regel.voor_zaak,
                    grond=regel.grond,
                    aantal=regel.aantal,
                    **regel.plaats.als_velden(),
                )
                for regel in regels
            )
    except DataError as fout:
        raise DomeinFout("Dit bedrag is te groot.", code="geld.te_groot") from fout
    except IntegrityError as fout:
        weigering = in_woorden(geschonden(fout), regels)
        if weigering is None:
            raise
        raise weigering from fout
    return boekstuk


def geschonden(fout: IntegrityError) -> str:
    """The name of the constraint that refused."""
    diag = getattr(fout.__cause__, "diag", None)
    return getattr(diag, "constraint_name", None) or ""
