"""The acts of the ground floor, registered for the audit trail."""

from kern.spoor import Code, registreer

registreer("toegang.geweigerd", "is geweigerd op {route} ({reden})", route=Code, reden=Code)
