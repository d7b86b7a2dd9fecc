"""States: one table of allowed transitions per object (huis.md §4.6).

The same table drives the check in the service, the triggers in the database, the buttons and the diagram
in the docs (`manage.py teken_verlopen`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pgtrigger

from kern.fouten import DomeinFout


@dataclass(frozen=True)
class Verloop:
    """`overgangen` maps each state to the states it may go to. `begin` are the states a row may be born in."""

    naam: str
    begin: tuple[str, ...]
    overgangen: Mapping[str, tuple[str, ...]]

    def mag(self, van: str, naar: str) -> bool:
        return naar in self.overgangen.get(van, ())

    def controleer(self, van: str, naar: str) -> None:
        """Raise DomeinFout when `van` → `naar` is not in the table."""
        if not self.mag(van, naar):
            raise DomeinFout(
                f"Dit kan niet meer: {self.naam} is nu '{van.replace('_', ' ')}'.", code=f"verloop.{van}.{naar}"
            )

    def triggers(self, veld: str = "stand") -> Iterable[pgtrigger.Trigger]:
        """The database's side of the table: no other transition, no birth in a later state."""
        naam = self.naam.replace("'", "''").replace("%", "%%")
        begin = ", ".join(f"'{stand}'" for stand in self.begin)
        paren = [(van, naar) for van, naars in self.overgangen.items() for naar in naars]
        yield pgtrigger.FSM(name=f"verloop_{veld}", field=veld, transitions=paren)
        yield pgtrigger.Trigger(
            name=f"begin_{veld}",
            operation=pgtrigger.Insert,
            when=pgtrigger.Before,
            func=f"""
                IF NEW.{veld} NOT IN ({begin}) THEN
                    RAISE EXCEPTION '{naam} begint niet als %', NEW.{veld} USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            """,
        )

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        regels = [f"    [*] --> {stand}" for stand in self.begin]
        regels += [f"    {van} --> {naar}" for van, naars in self.overgangen.items() for naar in naars]
        return "\n".join(["stateDiagram-v2", *regels])
