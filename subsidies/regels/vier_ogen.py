"""Assess ≠ decide ≠ pay, by person on the case (domein.md, four eyes)."""

from collections.abc import Collection
from dataclasses import dataclass

from kern.fouten import GeenRecht
from subsidies.models import Zaakrol


@dataclass(frozen=True, slots=True)
class Betrokkene:
    """What is known of one person on one case, whatever membership they act for now."""

    eerdere_rol: str | None
    organisaties: Collection[int]
    meldde_belang: bool = False


def controleer_vier_ogen(*, rol: Zaakrol.Rol, betrokkene: Betrokkene, deelnemers: Collection[int]) -> None:
    """Raise GeenRecht when this person may not take `rol` on the case.

    `deelnemers` are the organisations that ask for money. Who belongs to one of them, through any membership,
    neither assesses nor decides nor pays (Awb 2:4).
    """
    if set(betrokkene.organisaties) & set(deelnemers):
        raise GeenRecht(
            "U hoort ook bij een organisatie die hier subsidie vraagt. Een ander doet dit (Awb 2:4).",
            code="vier_ogen.belang",
        )
    if betrokkene.meldde_belang:
        raise GeenRecht("U meldde een belang bij deze zaak. Een ander doet dit (Awb 2:4).", code="vier_ogen.gemeld")
    if betrokkene.eerdere_rol is not None and betrokkene.eerdere_rol != rol:
        raise GeenRecht(
            f"U was al {Zaakrol.Rol(betrokkene.eerdere_rol).label} in deze zaak. Iemand anders is nu {rol.label}.",
            code="vier_ogen.eerdere_rol",
        )
