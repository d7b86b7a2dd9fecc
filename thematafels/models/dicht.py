"""A closed call is closed in the database too: none of its parts is added, changed or removed."""

import pgtrigger

# How a row finds its call: SQL over `rij`, by the name of the foreign key it hangs on.
_WEG = {
    "uitvraag": "rij.uitvraag_id",
    "thema": "(SELECT uitvraag_id FROM thematafels_thema WHERE id = rij.thema_id)",
    "gebiedsopgave": (
        "(SELECT t.uitvraag_id FROM thematafels_thema t"
        " JOIN thematafels_gebiedsopgave g ON g.thema_id = t.id WHERE g.id = rij.gebiedsopgave_id)"
    ),
    "tafel": (
        "(SELECT t.uitvraag_id FROM thematafels_thema t"
        " JOIN thematafels_thematafel f ON f.thema_id = t.id WHERE f.id = rij.tafel_id)"
    ),
}

_FUNCTIE = """
    IF TG_OP = 'DELETE' THEN rij := OLD; ELSE rij := NEW; END IF;
    IF EXISTS (SELECT 1 FROM thematafels_uitvraag WHERE id = WEG AND stand = 'gesloten') THEN
        RAISE EXCEPTION 'de uitvraag is gesloten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN rij;
"""


def dicht_na_sluiting(ouder: str) -> list[pgtrigger.Trigger]:
    """Triggers for a part of a call that hangs on `ouder`: it stays with that parent, and freezes at the closing."""
    return [
        pgtrigger.ReadOnly(name="zelfde_ouder", fields=[ouder]),
        pgtrigger.Trigger(
            name="dicht_na_sluiting",
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.Before,
            declare=[("rij", "record")],
            func=_FUNCTIE.replace("WEG", _WEG[ouder]),
        ),
    ]
