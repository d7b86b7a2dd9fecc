"""The library of indicators a municipality begins with. Seeded once by name; what was changed since stays."""

from thematafels.models import Meetvoorbeeld, Niveau, Richting

_A, _B, _W, _P = Niveau.AANBOD, Niveau.BEREIK, Niveau.BEWONER, Niveau.PROFESSIONAL
_ADMINISTRATIE = "Tellen in de eigen administratie"
_KWARTAAL, _JAAR, _VOOR_EN_NA = "Elk kwartaal", "Eens per jaar, in november", "Bij het begin en na een half jaar"
_VRAGENLIJST = "Korte vragenlijst, zonder namen"
_TEAMGESPREK = "Gesprek in het team met vaste vragen"

# Level, name, unit, how, when, and the themes it fits (none: all of them).
VOORBEELDEN: tuple[tuple[Niveau, str, str, str, str, tuple[str, ...]], ...] = (
    (_A, "Bijeenkomsten die doorgingen", "bijeenkomsten", _ADMINISTRATIE, _KWARTAAL, ()),
    (_A, "Uren dat de ontmoetingsplek open was", "uren", "Openingstijden in de agenda", _KWARTAAL, ("ontmoeten",)),
    (_A, "Straten waar bewoners samen iets opzetten", "straten", "Lijst van actieve straten", _JAAR, ("ontmoeten",)),
    (_A, "Vrijwilligers die dit jaar meededen", "vrijwilligers", _ADMINISTRATIE, _JAAR, ()),
    (_A, "Koppels van een maatje en een bewoner", "koppels", "Lijst van lopende koppels", _KWARTAAL, ()),
    (_A, "Spreekuren in de wijk", "spreekuren", _ADMINISTRATIE, _KWARTAAL, ("financien", "redzaam")),
    (_A, "Cursussen en trainingen die klaar zijn", "cursussen", _ADMINISTRATIE, _JAAR, ()),
    (_A, "Bewoners op de wachtlijst op 31 december", "bewoners", "Stand van de wachtlijst", "Eind december", ()),
    (_A, "Bijeenkomsten volgens de afgesproken werkwijze", "%", "Steekproef door een collega", _JAAR, ()),
    (_B, "Bewoners die meededen", "bewoners", "Elke bewoner telt eens per jaar", _KWARTAAL, ()),
    (_B, "Bewoners die voor het eerst kwamen", "bewoners", "Vragen bij het eerste bezoek", _KWARTAAL, ()),
    (_B, "Ouderen die thuis bezoek kregen", "ouderen", _ADMINISTRATIE, _KWARTAAL, ("ontmoeten", "redzaam")),
    (_B, "Gezinnen die hulp kregen bij opvoeden", "gezinnen", _ADMINISTRATIE, _KWARTAAL, ("opvoeden",)),
    (_B, "Jongeren die meededen", "jongeren", _ADMINISTRATIE, _KWARTAAL, ("opvoeden", "leefstijl")),
    (_B, "Huishoudens die hulp kregen bij geldzorgen", "huishoudens", _ADMINISTRATIE, _KWARTAAL, ("financien",)),
    (_B, "Mantelzorgers die steun kregen", "mantelzorgers", _ADMINISTRATIE, _KWARTAAL, ("redzaam",)),
    (
        _B,
        "Bewoners die wekelijks bewegen in een groep",
        "bewoners",
        "Aanwezigheid per groep",
        _KWARTAAL,
        ("leefstijl",),
    ),
    (_B, "Deelnemers met een plek om te werken of te leren", "deelnemers", _ADMINISTRATIE, _JAAR, ("waardevol_werk",)),
    (_B, "Deelnemers die stopten voor het einde", "%", _ADMINISTRATIE, _JAAR, ()),
    (_W, "Deelnemers die zich minder alleen voelen", "%", _VRAGENLIJST, _VOOR_EN_NA, ("ontmoeten", "redzaam")),
    (_W, "Deelnemers die meer buren kennen dan een jaar geleden", "%", _VRAGENLIJST, _JAAR, ("ontmoeten",)),
    (_W, "Deelnemers die vaker zelf iets regelen", "%", _VRAGENLIJST, _VOOR_EN_NA, ("redzaam", "financien")),
    (_W, "Deelnemers die weten bij wie zij terecht kunnen", "%", _VRAGENLIJST, _JAAR, ()),
    (_W, "Deelnemers met minder zorgen over geld", "%", _VRAGENLIJST, _VOOR_EN_NA, ("financien",)),
    (_W, "Ouders die zich zekerder voelen bij het opvoeden", "%", _VRAGENLIJST, _VOOR_EN_NA, ("opvoeden",)),
    (_W, "Vrijwilligers die zich gewaardeerd voelen", "%", _VRAGENLIJST, _JAAR, ("vrijwillige_inzet",)),
    (_W, "Cijfer dat deelnemers geven", "cijfer", _VRAGENLIJST, _JAAR, ()),
    (_P, "Deelnemers bij wie de professional vooruitgang ziet", "%", "Oordeel na elk traject", _JAAR, ()),
    (_P, "Deelnemers die doorgaan zonder begeleiding", "deelnemers", "Nabellen na drie maanden", _KWARTAAL, ()),
    (
        _P,
        "Deelnemers met meer mensen om zich heen",
        "%",
        "Netwerkkaart aan begin en eind",
        _VOOR_EN_NA,
        ("ontmoeten",),
    ),
    (_P, "Deelnemers die naar zwaardere zorg gaan", "deelnemers", _ADMINISTRATIE, _JAAR, ()),
    (_P, "Teams die elkaar op tijd vinden", "%", _TEAMGESPREK, _JAAR, ()),
    (_P, "Deelnemers die nu zelf vrijwilliger zijn", "deelnemers", _ADMINISTRATIE, _JAAR, ("vrijwillige_inzet",)),
)
LAGER = frozenset(
    {
        "Bewoners op de wachtlijst op 31 december",
        "Deelnemers die stopten voor het einde",
        "Deelnemers die naar zwaardere zorg gaan",
    }
)


def zaai_meetvoorbeelden() -> None:
    """Add the examples that are missing, by name."""
    Meetvoorbeeld.objects.bulk_create(
        [
            Meetvoorbeeld(
                niveau=niveau,
                naam=naam,
                eenheid=eenheid,
                richting=Richting.LAGER if naam in LAGER else Richting.HOGER,
                hoe=hoe,
                wanneer=wanneer,
                bron="Begin van de bibliotheek (voorbeeld)",
                themas=list(themas),
            )
            for niveau, naam, eenheid, hoe, wanneer, themas in VOORBEELDEN
        ],
        ignore_conflicts=True,
    )
