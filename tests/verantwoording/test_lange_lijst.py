"""The list of hundreds of indicators on a form, and the years of a theme on more than one page."""

import datetime

import pytest
import time_machine
from django import forms
from django.utils import timezone

from kern.canoniek import als_json, sha256_van
from organisaties.toegang import Rol
from tests.hulp.fabriek import maak_lid
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.oordeelhulp import dien_samen_in
from tests.verantwoording.stukhulp import verantwoording_van
from verantwoording.forms.velden import LangeLijst
from verantwoording.models import Verantwoordingsstuk
from verantwoording.selectors import terugblik
from verantwoording.selectors.stuk import stel_samen
from verantwoording.services.openen import open_verantwoording
from verantwoording.services.uitkomsten import leg_uitkomsten_vast


def test_a_long_list_is_drawn_as_the_short_ones_are() -> None:
    keuzes = [("", "Kies"), (1, "Eenzaam <18"), ("x", 'Zegt "ja"')]
    lang, gewoon = (soort(choices=keuzes, attrs={"class": "lijst"}) for soort in (LangeLijst, forms.Select))

    for waarde in (None, "", 1, "1", "x", "weg"):
        getekend = lang.render("indicator", waarde, {"id": "id_indicator", "required": True})

        assert _zonder_wit(getekend) == _zonder_wit(
            gewoon.render("indicator", waarde, {"id": "id_indicator", "required": True})
        )


def _zonder_wit(html: str) -> tuple[set[str], list[str]]:
    """The attributes of the list in any order, and its options."""
    kop, *opties = html.replace("\n", "").split("<option")
    return set(kop.strip().strip("<>").split()), [" ".join(optie.replace("</select>", "").split()) for optie in opties]


@pytest.mark.django_db
def test_the_last_years_of_a_theme_come_first_and_the_others_on_the_next_page(
    geopend: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terugblik, "PER_BLADZIJDE", 1)
    dien_samen_in(geopend)
    _dien_ook_het_volgende_jaar_in(geopend)
    raadslid = maak_lid(Rol.COMMISSIELID)

    bladen = [terugblik.terugblik(raadslid, "", nummer) for nummer in (None, "1", "2")]

    assert [[jaar.jaar for jaar in blad.bladzijde] for blad in bladen] == [[2028], [2028], [2027]]
    assert [[jaar.jaar for jaar in blad.jaren] for blad in bladen] == [[2027, 2028]] * 3


def _dien_ook_het_volgende_jaar_in(wereld: Wereld) -> None:
    with time_machine.travel(datetime.datetime(2029, 1, 15, 12, tzinfo=datetime.UTC)):
        verantwoording = open_verantwoording(aanvraag_id=wereld.aanvraag.pk, jaar=2028)
        door = {"ingediend_door": wereld["anker"], "ingediend_op": timezone.now()}
        verantwoording.delen.update(stand="ingediend", **door)
        type(verantwoording).objects.filter(pk=verantwoording.pk).update(stand="ingediend", **door)
        inhoud = als_json(stel_samen(verantwoording_van(wereld, 2028)).to_json())
        leg_uitkomsten_vast(
            Verantwoordingsstuk.objects.create(
                verantwoording=verantwoording, nummer=1, inhoud=inhoud, sha256=sha256_van(inhoud)
            )
        )
