import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("sjabloon", ["400.html", "403_csrf.html", "500.html"])
def test_an_error_page_needs_no_request_and_no_database(sjabloon):
    html = render_to_string(sjabloon)

    assert html.count("<h1>") == 1
    assert "gebouwd/stijl.css" in html
