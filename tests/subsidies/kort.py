"""One counter of an individual scheme with two small organisations, for tests of the short form."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict

from begroting.models import Bestedingsdoel
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import Rol
from regelingen.zaad import zaai_regelingen
from subsidies.models import Aanvraag, Aanvraagdeel, Indiening
from subsidies.onderdelen.formulier import Getypt, Uitslag, bewaar_formulier
from subsidies.regels.inhoud import inhoudshash
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.selectors import laad_dossier
from subsidies.services import dekking, starten
from subsidies.services.alleen import dien_alleen_in
from tests.hulp.fabriek import maak_lid, maak_organisatie, maak_uitvraag, tafels_van
from tests.subsidies.conftest import geef_mandaat, maak_geld
from thematafels.models import Plafond, Thematafel

JAAR = 2027
TEKST = "Elke dinsdag koken wij samen."


@dataclass
class Loket:
    """`lotus` and `regenboog` ask; the others are named after what they do."""

    tafel: Thematafel
    leden: dict[str, Lidmaatschap]
    doel: Bestedingsdoel

    def __getitem__(self, wie: str) -> Lidmaatschap:
        return self.leden[wie]

    def aanvraag(self, wie: str = "lotus") -> Aanvraag:
        """As it stands now, with what `laad_dossier` wants selected along."""
        return Aanvraag.objects.select_related("regeling", "uitvraag", "tafel__thema", "penvoerder").get(
            penvoerder=self[wie].organisatie_id, tafel=self.tafel
        )

    def deel(self, wie: str = "lotus") -> Aanvraagdeel:
        return self.aanvraag(wie).delen.get()


def open_loket(regeling: str = "zelforganisaties", plafond: str = "20000.00", jaar: int = JAAR) -> Loket:
    """The counter is open, money is there; nobody began."""
    regelingen = zaai_regelingen()
    gemeente = maak_organisatie("Gemeente Voorbeeld", "gemeente", telefoon="023 000 00 00")
    leden = {
        "beoordelaar": maak_lid(Rol.BELEIDSMEDEWERKER, gemeente),
        "besluitnemer": maak_lid(Rol.BESLUITNEMER, gemeente),
        "tweede_besluitnemer": maak_lid(Rol.BESLUITNEMER, gemeente),
        "financieel": maak_lid(Rol.FINANCIEEL, gemeente),
    }
    for naam in ("besluitnemer", "tweede_besluitnemer"):
        geef_mandaat(leden[naam])
    for naam in ("lotus", "regenboog"):
        organisatie = _klein(naam)
        leden |= {
            naam: maak_lid(Rol.TEKENBEVOEGDE, organisatie),
            f"{naam}_schrijft": maak_lid(Rol.REDACTEUR, organisatie),
        }
    leden["lotus_leest"] = maak_lid(Rol.MEELEZER, leden["lotus"].organisatie)
    tafel = open_tafel(regelingen[regeling].pk, plafond, jaar)
    doel = maak_geld(leden["financieel"])
    dekking.kies_dekking(tafel_id=tafel.pk, jaar=jaar, regels=[Dekkingsregel(doel.pk)], door=leden["financieel"])
    return Loket(tafel, leden, doel)


def _klein(naam: str) -> Organisatie:
    return maak_organisatie(
        f"Vereniging {naam.capitalize()}",
        iban="NL02ABNA0123456789",
        straat="Kade 1",
        postcode="2011 AA",
        plaats="Haarlem",
    )


def open_tafel(regeling_id: int, plafond: str, jaar: int) -> Thematafel:
    uitvraag = maak_uitvraag(regeling_id=regeling_id, regeling=None, eerste_jaar=jaar, laatste_jaar=jaar)
    tafel = tafels_van(uitvraag)[0]
    Plafond.objects.filter(tafel=tafel).update(
        bedrag=Decimal(plafond), besluit="Besluit", bekendgemaakt_op="2026-01-01"
    )
    return tafel


def begin(loket: Loket, wie: str = "lotus") -> Aanvraag:
    return starten.start_alleen(tafel_id=loket.tafel.pk, door=loket[wie])


def invoer(
    aanvraag: Aanvraag, tekst: str = TEKST, kosten: str = "9000", anderen: str = "1000", **anders: str
) -> dict[str, str]:
    """What the page sends when every question is answered."""
    vragen = {f"vraag_{antwoord.pk}": tekst for antwoord in aanvraag.antwoorden.all()}
    return vragen | geld(aanvraag, kosten, anderen) | stand(aanvraag) | anders


def stand(aanvraag: Aanvraag) -> dict[str, str]:
    versies = [f"{rij.pk}:{rij.versie}" for rij in aanvraag.antwoorden.order_by("pk")]
    return {"versie": " ".join([*versies, f"b:{aanvraag.delen.get().begroting_versie}"]), "blad": "blad-1"}


def geld(aanvraag: Aanvraag, kosten: str, anderen: str) -> dict[str, str]:
    velden = {"regel-TOTAL_FORMS": "5", "regel-INITIAL_FORMS": "2", "vorig_jaar": "", "geld_stond": ""}
    for nummer, (soort, naam, bedrag) in enumerate(
        (("activiteiten", "Kosten", kosten), ("eigen", "Eigen bijdrage en anderen", anderen))
    ):
        velden |= {f"regel-{nummer}-soort": soort, f"regel-{nummer}-omschrijving": naam}
        velden |= {f"regel-{nummer}-jaar_{jaar}": bedrag for jaar in aanvraag.jaren}
    return velden


def als_getypt(velden: dict[str, str]) -> Getypt:
    data = QueryDict(mutable=True)
    data.update(velden)
    paren = (paar.split(":") for paar in velden.get("versie", "").split())
    return Getypt(
        teksten={int(naam[6:]): waarde for naam, waarde in velden.items() if naam.startswith("vraag_")},
        data=data,
        gelezen={sleutel: int(versie) for sleutel, versie in paren},
        blad=velden.get("blad", ""),
    )


def vul_in(loket: Loket, wie: str = "lotus", door: str = "", **velden: str) -> Uitslag:
    aanvraag = loket.aanvraag(wie)
    return bewaar_formulier(
        kenmerk=aanvraag.kenmerk, getypt=als_getypt(invoer(aanvraag, **velden)), door=loket[door or wie]
    )


def gezien(loket: Loket, wie: str = "lotus") -> str:
    dossier = laad_dossier(loket.aanvraag(wie))
    return inhoudshash(dossier, dossier.delen[0])


def dien_in(loket: Loket, wie: str = "lotus") -> Indiening:
    return dien_alleen_in(aanvraag_id=loket.aanvraag(wie).pk, gezien=gezien(loket, wie), door=loket[wie])


def vorig_jaar(loket: Loket, **velden: str) -> Aanvraag:
    """Lotus asked for 2026 too, at the counter of then, and submitted."""
    nu = loket.tafel
    loket.tafel = open_tafel(nu.uitvraag.regeling_id, "20000.00", JAAR - 1)
    aanvraag = begin(loket)
    vul_in(loket, **velden)
    dien_in(loket)
    loket.tafel = nu
    return aanvraag
