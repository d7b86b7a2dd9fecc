"""Who was at the table is not the sole assessor (domein.md, four eyes; Awb 2:4)."""

from collections.abc import Collection, Mapping

from kern.fouten import DomeinFout


def eis_niet_alleen(
    *, criteria: Mapping[str, str], oordelen: Mapping[str, Collection[int]], bij_de_tafel: Collection[int]
) -> None:
    """Raise DomeinFout when a criterium was judged only by people who chaired, guided or commented at the table.

    `criteria` are names by code, `oordelen` the people who judged each, `bij_de_tafel` those who were at the table.
    """
    oordelaars = {code: set(mensen) for code, mensen in oordelen.items()}
    alleen = [
        naam for code, naam in criteria.items() if oordelaars.get(code) and oordelaars[code] <= set(bij_de_tafel)
    ]
    if alleen:
        raise DomeinFout(
            "Wie bij de tafel was, beoordeelt niet alleen. Een collega die daar niet was, geeft ook een oordeel "
            f"over: {'; '.join(alleen)}.",
            code="beoordeling.alleen_van_de_tafel",
        )
