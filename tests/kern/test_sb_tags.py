import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError

from kern.templatetags.sb import ICONEN

SPRITE = Path(__file__).parents[2] / "static" / "bron" / "iconen.svg"


def teken(inhoud: str, **context: object) -> str:
    return Template("{% load sb %}" + inhoud).render(Context(context))


@pytest.mark.parametrize(
    ("inhoud", "waarde", "uit"),
    [
        ("{{ x|euro }}", Decimal("1234.50"), "€\u00a01.234,50"),
        ("{{ x|euro }}", None, "–"),
        ("{{ x|bedrag }}", Decimal("1234.00"), "1.234"),
        ("{{ x|bedrag }}", Decimal("1234.50"), "1.234,50"),
        ("{{ x|bedrag }}", Decimal(-2000), "−2.000"),
        ("{{ x|bedrag }}", None, "–"),
        ("{{ x|datum }}", dt.date(2026, 11, 20), "20 november 2026"),
        ("{{ x|datum_kort }}", dt.date(2026, 3, 1), "1 mrt 2026"),
        ("{{ x|datum }}", None, "–"),
    ],
)
def test_money_and_dates_are_written_the_dutch_way(inhoud, waarde, uit):
    assert teken(inhoud, x=waarde) == uit


def test_a_moment_is_shown_on_its_amsterdam_day():
    vlak_voor_middernacht_utc = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)

    assert teken("{{ x|datum }}", x=vlak_voor_middernacht_utc) == "2 juli 2026"
    assert teken("{{ x|tijdstip }}", x=vlak_voor_middernacht_utc) == "2 juli 2026 om 00.30 uur"


@pytest.mark.parametrize(
    ("dag", "tekst", "klasse"),
    [
        (dt.date(2026, 12, 10), "17 dagen", "sb-dagen"),
        (dt.date(2026, 11, 28), "5 dagen", "sb-dagen sb-dagen--krap"),
        (dt.date(2026, 11, 24), "1 dag", "sb-dagen sb-dagen--krap"),
        (dt.date(2026, 11, 23), "0 dagen", "sb-dagen sb-dagen--krap"),
        (dt.date(2026, 11, 22), "1 dag te laat", "sb-dagen sb-dagen--laat"),
        (dt.date(2026, 11, 20), "3 dagen te laat", "sb-dagen sb-dagen--laat"),
    ],
)
def test_days_left_say_in_words_that_a_day_is_near_or_past(time_machine, dag, tekst, klasse):
    time_machine.move_to(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))

    html = teken("{% dagen x %}", x=dag)

    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip() == tekst
    assert f'class="{klasse}"' in html


def test_every_icon_we_name_is_in_the_sprite_and_the_other_way_round():
    in_sprite = set(re.findall(r'id="v-([a-z-]+)"', SPRITE.read_text()))

    assert in_sprite == ICONEN


def test_an_unknown_icon_or_status_is_refused():
    with pytest.raises(TemplateSyntaxError, match="icoon 'eenhoorn'"):
        teken('{% icoon "eenhoorn" %}')
    with pytest.raises(TemplateSyntaxError, match="status 'prima'"):
        teken('{% status "prima" "Prima" %}')


def test_a_status_is_text_with_a_shape_and_escapes_what_it_is_given():
    html = teken('{% status "klaar" x %}', x="<b>Akkoord</b>")

    assert "utrecht-status-badge--success" in html
    assert "iconen.svg#v-klaar" in html
    assert "&lt;b&gt;Akkoord&lt;/b&gt;" in html


def test_only_what_is_made_up_carries_the_mark():
    assert "Fictief voorbeeld" in teken("{% fictief x %}", x=SimpleNamespace(fictief=True))
    assert teken("{% fictief x %}", x=SimpleNamespace(fictief=False)) == ""
    assert "Fictief voorbeeld" in teken("{% fictief True %}")


@pytest.mark.parametrize(
    ("soort", "klasse", "rol"),
    [("klaar", "ok", "status"), ("success", "ok", "status"), ("error", "error", "alert"), ("info", "info", "status")],
)
def test_a_message_is_read_out_at_once_only_when_something_failed(soort, klasse, rol):
    html = teken("{% melding soort 'Bewaard' %}", soort=soort)

    assert f'class="utrecht-alert utrecht-alert--{klasse}" role="{rol}"' in html
