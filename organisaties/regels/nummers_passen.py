from kern.fouten import DomeinFout
from organisaties.soorten import AanvragerSoort


def eis_nummers_passen(aanvrager_soort: str, *, kvk: str, rsin: str) -> None:
    """A KvK number and an RSIN belong to a legal person. A natural person has neither, and a BSN is never kept."""
    if aanvrager_soort == AanvragerSoort.RECHTSPERSOON:
        return
    for veld, naam, waarde in (("kvk", "KvK-nummer", kvk), ("rsin", "RSIN", rsin)):
        if waarde:
            raise DomeinFout(
                f"Alleen een rechtspersoon heeft een {naam}. Maak dit veld leeg of kies een andere rechtsvorm.",
                code="organisatie.nummer_past_niet",
                veld=veld,
            )
