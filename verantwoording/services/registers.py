"""Sources, indicators and areas: added and corrected by an officer; history keeps what stood there."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from verantwoording.models import Gebied
from verantwoording.registers import REGISTERS, Register, Registerrij


def bewaar(*, slug: str, waarden: Mapping[str, Any], door: Lidmaatschap, pk: int | None = None) -> Registerrij:
    """Add a row, or change the one with this pk.

    Raises DomeinFout when code or name is taken, when figures hang on what would change, or when an area would lie
    within itself.
    """
    register = REGISTERS[slug]
    with handeling("register.bewaard", door=door):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="De registers houdt een beleidsmedewerker bij.")
        rij = register.model.objects.select_for_update().get(pk=pk) if pk else register.model()
        nieuw = {naam: waarden[naam] for naam in register.velden if naam in waarden}
        _eis_zelfde_betekenis(register, rij, nieuw)
        for naam, waarde in nieuw.items():
            setattr(rij, naam, waarde)
        if isinstance(rij, Gebied):
            _eis_geen_kring(rij)
            _eis_groter(rij)
        try:
            with transaction.atomic():
                rij.save()
        except IntegrityError as fout:
            raise DomeinFout(
                f"Er is al een {register.naam} met deze code of naam.", code="register.dubbel", veld="code"
            ) from fout
        leg_vast("register.bewaard", door=door, over=rij, register=Code(slug), rij=rij.pk)
    return rij


def _eis_zelfde_betekenis(register: Register, rij: Registerrij, nieuw: Mapping[str, Any]) -> None:
    """Another unit, source or kind would change the meaning of figures that are there."""
    anders = [naam for naam in register.vast if rij.pk and naam in nieuw and getattr(rij, naam) != nieuw[naam]]
    if anders and rij.waarnemingen.exists():  # type: ignore[union-attr]  # only those with figures have `vast`
        raise DomeinFout(
            f"Er staan al cijfers bij. Dan kan {register.kop(anders[0])} niet meer anders worden. Maak een nieuwe.",
            code="register.cijfers",
            veld=anders[0],
        )


def _eis_geen_kring(gebied: Gebied) -> None:
    boven, gezien = gebied.binnen, {gebied.pk}
    while boven is not None:
        if boven.pk in gezien:
            raise DomeinFout("Een gebied ligt niet in zichzelf.", code="register.kring", veld="binnen")
        gezien.add(boven.pk)
        boven = boven.binnen


def _eis_groter(gebied: Gebied) -> None:
    """A municipality in another one would count as a part of it."""
    if gebied.binnen and _VAN_GROOT.index(gebied.binnen.soort) >= _VAN_GROOT.index(gebied.soort):
        boven, zelf = gebied.binnen.get_soort_display().lower(), gebied.get_soort_display().lower()
        raise DomeinFout(f"Een {zelf} ligt niet in een {boven}.", code="register.plek", veld="binnen")


_VAN_GROOT = list(Gebied.Soort.values)  # in that order: a country first
