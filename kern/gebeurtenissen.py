"""The acts of the ground floor, registered for the audit trail."""

from kern.spoor import Code, registreer

registreer("toegang.geweigerd", "is geweigerd op {route} ({reden})", route=Code, reden=Code)
registreer("bestand.geweigerd", "heeft een bestand met een virus geweigerd (SHA-256 {sha256})", sha256=Code)
registreer("storing.gemeld", "heeft storing {storing} geregistreerd", storing=int)
registreer("storing.beeindigd", "heeft het einde van storing {storing} geregistreerd", storing=int)
