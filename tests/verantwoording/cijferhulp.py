"""Figures of the city for tests, made as plainly as the database allows."""

from decimal import Decimal
from types import SimpleNamespace

from verantwoording.models import Bron, Gebied, Maatschappelijkeindicator, Waarneming

# Of whom we are, in the settings; and what lies in it.
STAD = "Haarlem"
STADSDELEN = ("Schalkwijk", "Oost")


def maak_gebied(naam: str, soort: str = "gemeente", binnen: Gebied | None = None) -> Gebied:
    gebied, _ = Gebied.objects.get_or_create(
        code=f"{soort}-{naam.lower()}", defaults={"naam": naam, "soort": soort, "binnen": binnen}
    )
    return gebied


def maak_stad() -> dict[str, Gebied]:
    """Our municipality with two stadsdelen, and two others."""
    stad = maak_gebied(STAD)
    delen = {naam: maak_gebied(naam, "stadsdeel", stad) for naam in STADSDELEN}
    anderen = {naam: maak_gebied(naam) for naam in ("Amsterdam", "Utrecht")}
    return {STAD: stad} | delen | anderen


def maak_indicator(
    naam: str = "Eenzaam (volwassenen)", bron: str = "GGD", code: str = "", **velden: str
) -> Maatschappelijkeindicator:
    bron_, _ = Bron.objects.get_or_create(code=bron.lower(), defaults={"naam": bron})
    velden = {"eenheid": "%", "richting": "lager"} | velden
    return Maatschappelijkeindicator.objects.create(
        code=code or f"{naam.split()[0].lower()}-{bron_.code}", naam=naam, bron=bron_, **velden
    )


def meet(
    indicator: Maatschappelijkeindicator, gebied: Gebied, periode: str, waarde: str | None, **velden: object
) -> Waarneming:
    """One figure; with `nummer` and `reden` a revision of one that is there."""
    marge = {veld: Decimal(str(velden.pop(veld))) for veld in ("ondergrens", "bovengrens") if veld in velden}
    return Waarneming.objects.create(
        indicator=indicator,
        gebied=gebied,
        periode=periode,
        jaar=int(periode[-4:]),
        waarde=None if waarde is None else Decimal(waarde),
        **marge,
        **velden,
    )


def zaai_cijfers() -> SimpleNamespace:
    """The figures of the call of 2020: Schalkwijk and Oost by the GGD, Haarlem by the RIVM."""
    gebieden = maak_stad()
    ggd = maak_indicator(code="eenzaam-ggd", definitie="Voelt zich matig of ernstig eenzaam.")
    rivm = maak_indicator("Eenzaam", "RIVM", code="eenzaam-rivm")
    meet(ggd, gebieden["Schalkwijk"], "2008", "40")
    meet(ggd, gebieden["Schalkwijk"], "2016", "55", ondergrens=51, bovengrens=59)
    meet(ggd, gebieden["Oost"], "2016", "42")
    meet(rivm, gebieden[STAD], "2016", "56", teken="meer_dan")
    return SimpleNamespace(ggd=ggd, rivm=rivm, **{naam.lower(): gebied for naam, gebied in gebieden.items()})
