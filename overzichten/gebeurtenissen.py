"""The acts of this room, as they stand in the audit trail."""

from kern.spoor import registreer

registreer("raadsvraag.gesteld", "heeft technische vraag {raadsvraag} gesteld over een cijfer", raadsvraag=int)
registreer("raadsvraag.beantwoord", "heeft technische vraag {raadsvraag} beantwoord", raadsvraag=int)
registreer("raadsvraag.ingetrokken", "heeft technische vraag {raadsvraag} ingetrokken", raadsvraag=int)
