"""What can happen to a call and its tables (kern.spoor)."""

from decimal import Decimal

from kern.spoor import Code, registreer

registreer("stadsdeel.toegevoegd", "heeft stadsdeel {stadsdeel} toegevoegd", stadsdeel=int)
registreer("uitvraag.gemaakt", "heeft uitvraag {kenmerk} gemaakt", kenmerk=Code)
registreer("uitvraag.gekopieerd", "heeft uitvraag {kenmerk} gemaakt uit uitvraag {bron}", kenmerk=Code, bron=Code)
registreer("uitvraag.gewijzigd", "heeft uitvraag {kenmerk} gewijzigd, nu versie {versie}", kenmerk=Code, versie=int)
registreer("uitvraag.gepubliceerd", "heeft uitvraag {kenmerk} gepubliceerd", kenmerk=Code)
registreer("uitvraag.overgenomen", "heeft uitvraag {kenmerk} uit een bron overgenomen als gesloten", kenmerk=Code)
registreer("uitvraag.gesloten", "heeft uitvraag {kenmerk} gesloten", kenmerk=Code)
registreer(
    "onderdeel.toegevoegd",
    "heeft {onderdeel} {nummer} toegevoegd aan uitvraag {kenmerk}, nu versie {versie}",
    onderdeel=Code,
    nummer=int,
    kenmerk=Code,
    versie=int,
)
registreer(
    "onderdeel.gewijzigd",
    "heeft {onderdeel} {nummer} gewijzigd in uitvraag {kenmerk}, nu versie {versie}",
    onderdeel=Code,
    nummer=int,
    kenmerk=Code,
    versie=int,
)
registreer(
    "onderdeel.verwijderd",
    "heeft {onderdeel} {nummer} verwijderd uit uitvraag {kenmerk}, nu versie {versie}",
    onderdeel=Code,
    nummer=int,
    kenmerk=Code,
    versie=int,
)
registreer(
    "plafonds.vastgesteld",
    "heeft {aantal} plafonds ingevuld voor uitvraag {kenmerk}, samen nu {totaal}, versie {versie}",
    aantal=int,
    totaal=Decimal,
    kenmerk=Code,
    versie=int,
)
registreer(
    "deelname.aangemeld", "heeft organisatie {organisatie} aangemeld voor tafel {tafel}", organisatie=int, tafel=int
)
registreer(
    "deelname.toegelaten",
    "heeft organisatie {organisatie} toegelaten tot tafel {tafel}, brief {kenmerk}",
    organisatie=int,
    tafel=int,
    kenmerk=Code,
)
registreer(
    "deelname.afgewezen",
    "heeft organisatie {organisatie} afgewezen voor tafel {tafel}, brief {kenmerk}",
    organisatie=int,
    tafel=int,
    kenmerk=Code,
)
registreer(
    "deelname.alsnog_toegelaten",
    "heeft organisatie {organisatie} na bezwaar alsnog toegelaten tot tafel {tafel}",
    organisatie=int,
    tafel=int,
)
registreer(
    "deelname.teruggetrokken",
    "heeft organisatie {organisatie} teruggetrokken van tafel {tafel}",
    organisatie=int,
    tafel=int,
)
registreer(
    "aanstelling.gedaan",
    "heeft lidmaatschap {lidmaatschap} aangesteld als {functie} van tafel {tafel}",
    lidmaatschap=int,
    functie=Code,
    tafel=int,
)
registreer("toezegging.gedaan", "heeft toezegging {toezegging} aan {aan} vastgelegd", toezegging=int, aan=Code)
registreer("toezegging.afgerond", "heeft toezegging {toezegging} afgerond als {stand}", toezegging=int, stand=Code)
registreer("meetvoorbeeld.bewaard", "heeft voorbeeld {voorbeeld} van een indicator bewaard", voorbeeld=int)
registreer("meetvoorbeeld.vervallen", "heeft voorbeeld {voorbeeld} uit de keuze gehaald", voorbeeld=int)
registreer("meetvoorbeeld.terug", "heeft voorbeeld {voorbeeld} weer te kiezen gemaakt", voorbeeld=int)
registreer(
    "regie.verdeeld",
    "heeft de regie in samenwerkingsverband {verband} verdeeld voor uitvraag {kenmerk}",
    verband=int,
    kenmerk=Code,
)
