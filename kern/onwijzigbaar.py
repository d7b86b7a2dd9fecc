"""Rows that never change (huis.md §4.4): the database refuses UPDATE and DELETE, whoever asks."""

import pgtrigger


def onwijzigbaar(*velden: str) -> list[pgtrigger.Trigger]:
    """Triggers for a model that is only inserted. With `velden` only those columns are frozen; DELETE is refused."""
    vast = (
        pgtrigger.ReadOnly(name="onwijzigbaar", fields=list(velden))
        if velden
        else pgtrigger.Protect(name="onwijzigbaar", operation=pgtrigger.Update)
    )
    return [vast, pgtrigger.Protect(name="onverwijderbaar", operation=pgtrigger.Delete)]
