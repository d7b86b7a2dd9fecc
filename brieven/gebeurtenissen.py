"""The acts on letters that the audit trail knows. A row without a membership is the system itself."""

import datetime

from kern.spoor import Code, registreer

registreer(
    "brief.klaargezet",
    "heeft brief {kenmerk} klaargezet om op {verzenddatum} te verzenden",
    kenmerk=Code,
    verzenddatum=datetime.date,
)
registreer(
    "brief.gemaakt", "heeft het bestand van brief {kenmerk} gemaakt (SHA-256 {sha256})", kenmerk=Code, sha256=Code
)
registreer(
    "brief.verzonden", "heeft brief {kenmerk} in het portaal gezet (SHA-256 {sha256})", kenmerk=Code, sha256=Code
)
registreer("brief.mislukt", "kon brief {kenmerk} niet maken of verzenden ({fout})", kenmerk=Code, fout=Code)
registreer("brief.hersteld", "heeft brief {kenmerk} opnieuw klaargezet", kenmerk=Code)
registreer(
    "brief.vervangen",
    "heeft brief {kenmerk} vervangen door een versie met verzenddatum {verzenddatum}",
    kenmerk=Code,
    verzenddatum=datetime.date,
)
registreer("brief.geschreven", "heeft een vrije brief geschreven aan {aantal} organisaties", aantal=int)
registreer("brief.gepost", "heeft brief {kenmerk} op {dag} met de post verzonden", kenmerk=Code, dag=datetime.date)
registreer("brief.retour", "heeft vastgelegd dat brief {kenmerk} onbestelbaar terugkwam", kenmerk=Code)
registreer(
    "brieftekst.vastgelegd",
    "heeft versie {versie} van de tekst van {brief} vastgelegd, geldig vanaf {geldig_van}",
    brief=Code,
    versie=int,
    geldig_van=datetime.date,
)
registreer("brief.ingezien", "heeft brief {kenmerk} gedownload (SHA-256 {sha256})", kenmerk=Code, sha256=Code)
