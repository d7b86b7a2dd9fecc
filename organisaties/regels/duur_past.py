import datetime

from kern.fouten import DomeinFout
from organisaties.models.machtiging import LANGSTE_DUUR


def eis_duur_past(van: datetime.date, tot: datetime.date, vandaag: datetime.date) -> None:
    """A machtiging has a first and a last day, the last one still to come and at most four years after the first."""
    if tot < van:
        raise DomeinFout("De laatste dag ligt voor de eerste dag.", code="machtiging.dagen", veld="tot")
    if tot < vandaag:
        raise DomeinFout("De laatste dag is al voorbij.", code="machtiging.voorbij", veld="tot")
    if tot > van + LANGSTE_DUUR:
        raise DomeinFout("Een machtiging duurt ten hoogste vier jaar.", code="machtiging.te_lang", veld="tot")
