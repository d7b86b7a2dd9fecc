"""The sections of a yearly account that are written, saved and kept as those of an application (docs/schrijven.md)."""

from subsidies.onderdelen import registreer
from verantwoording.onderdelen.duiding import Duidingen
from verantwoording.onderdelen.verslag import Verslagen

VERSLAG = Verslagen()
DUIDING = Duidingen()

registreer(VERSLAG)
registreer(DUIDING)
