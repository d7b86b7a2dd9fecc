"""What can happen to organisations and their people (kern.spoor)."""

from decimal import Decimal

from kern.spoor import Code, registreer

registreer("organisatie.geregistreerd", "heeft organisatie {organisatie} geregistreerd", organisatie=int)
registreer("organisatie.gewijzigd", "heeft de gegevens van organisatie {organisatie} gewijzigd", organisatie=int)
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
