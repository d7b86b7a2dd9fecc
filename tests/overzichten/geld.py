"""What the tests of the council's pages share: the paper of 2018/2019, who reads, and a page as its tables."""

import datetime
import re

from django.http import HttpResponse

from begroting.models import Budget
from kern.models import Gebruiker
from organisaties.models import Lidmaatschap, Organisatie, OrganisatieSoort, Rol
from tests.hulp.nota import boek_nota

NOTA = "Beleidsintensiveringen zelforganisaties"


def lid(rol: Rol, soort: OrganisatieSoort) -> Lidmaatschap:
    organisatie, _ = Organisatie.objects.get_or_create(naam=f"Voorbeeld {soort}", soort=soort)
    gebruiker = Gebruiker.objects.create(email=f"{rol}@voorbeeld.example", naam=f"Voorbeeld {rol}")
    return Lidmaatschap.objects.create(
        gebruiker=gebruiker, organisatie=organisatie, rol=rol, van=datetime.date(2017, 1, 1)
    )


def zaai_nota(financieel: Lidmaatschap) -> Budget:
    namen = {"dock-haarlem": "DOCK Haarlem", "bedrijf-en-samenleving": "Stichting Bedrijf en Samenleving"}
    organisaties = {
        slug: Organisatie.objects.create(naam=naam, soort=OrganisatieSoort.PARTNER) for slug, naam in namen.items()
    }
    boek_nota(organisaties=organisaties, door=financieel)
    return Budget.objects.get(naam=NOTA)


def woorden(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def tabellen(pagina: HttpResponse) -> dict[str, dict[str, list[str]]]:
    """Every table on the page by its id: row header → the cells as text. Rows with the same header are numbered."""
    kaal = re.sub(r"<svg.*?</svg>", "", pagina.content.decode(), flags=re.DOTALL)
    uitkomst = {}
    for code, tabel in re.findall(r'<table[^>]*?id="([^"]+)"[^>]*>(.*?)</table>', kaal, flags=re.DOTALL):
        rijen: dict[str, list[str]] = {}
        for rij in re.findall(r"<tr.*?</tr>", tabel, flags=re.DOTALL)[1:]:
            kop, *cellen = (woorden(cel) for cel in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", rij, flags=re.DOTALL))
            nummer = sum(naam.partition(" #")[0] == kop for naam in rijen)
            rijen[f"{kop} #{nummer + 1}" if nummer else kop] = cellen
        uitkomst[code] = rijen
    return uitkomst


def kop(pagina: HttpResponse) -> str:
    gevonden = re.search(r"<h1>(.*?)</h1>", pagina.content.decode(), flags=re.DOTALL)
    assert gevonden
    return woorden(gevonden[1])
