"""What can happen to organisations and their people (kern.spoor)."""

import datetime
from decimal import Decimal

from kern.spoor import Code, registreer

registreer("organisatie.geregistreerd", "heeft organisatie {organisatie} geregistreerd", organisatie=int)
registreer("organisatie.gewijzigd", "heeft de gegevens van organisatie {organisatie} gewijzigd", organisatie=int)
registreer(
    "organisatie.digitaal",
    "heeft vastgelegd dat organisatie {organisatie} haar brieven in het portaal krijgt",
    organisatie=int,
)
registreer(
    "organisatie.bleek_digitaal",
    "heeft door het portaal te gebruiken kenbaar gemaakt dat organisatie {organisatie} daar brieven kan krijgen",
    organisatie=int,
)
registreer(
    "organisatie.op_papier",
    "heeft vastgelegd dat organisatie {organisatie} haar brieven met de post krijgt",
    organisatie=int,
)
registreer(
    "uitnodiging.gemaakt",
    "heeft iemand uitgenodigd als {rol} bij organisatie {organisatie}",
    organisatie=int,
    rol=Code,
)
registreer("uitnodiging.verzonden", "heeft uitnodiging {uitnodiging} per e-mail gemeld", uitnodiging=int)
registreer("uitnodiging.aanvaard", "is {rol} geworden bij organisatie {organisatie}", organisatie=int, rol=Code)
registreer(
    "lidmaatschap.beeindigd",
    "heeft lidmaatschap {lidmaatschap} bij organisatie {organisatie} beëindigd",
    organisatie=int,
    lidmaatschap=int,
)
registreer(
    "mandaat.gegeven",
    "heeft lidmaatschap {lidmaatschap} mandaat gegeven voor {soort_besluit} tot {maximum}",
    lidmaatschap=int,
    soort_besluit=Code,
    maximum=Decimal,
)
registreer(
    "machtiging.gegeven",
    "heeft vastgelegd dat lidmaatschap {lidmaatschap} tot en met {tot} mag tekenen voor organisatie {organisatie}",
    organisatie=int,
    lidmaatschap=int,
    tot=datetime.date,
)
registreer(
    "machtiging.getekend", "heeft het getekende formulier van machtiging {machtiging} geplaatst", machtiging=int
)
registreer("machtiging.ingetrokken", "heeft machtiging {machtiging} ingetrokken", machtiging=int)
registreer("verband.gemaakt", "heeft samenwerkingsverband {verband} vastgelegd", verband=int)
registreer("verband.gewijzigd", "heeft samenwerkingsverband {verband} gewijzigd", verband=int)
registreer(
    "verband.deel_bewaard",
    "heeft {deel} {nummer} van samenwerkingsverband {verband} bewaard",
    verband=int,
    deel=Code,
    nummer=int,
)
registreer(
    "verband.deel_verwijderd",
    "heeft {deel} {nummer} van samenwerkingsverband {verband} verwijderd",
    verband=int,
    deel=Code,
    nummer=int,
)
registreer(
    "organisatie.accounthouder",
    "heeft lidmaatschap {lidmaatschap} (0: niemand) aangewezen als accounthouder van organisatie {organisatie}",
    organisatie=int,
    lidmaatschap=int,
)
registreer("organisatie.rekening", "heeft het rekeningnummer van organisatie {organisatie} gewijzigd", organisatie=int)
