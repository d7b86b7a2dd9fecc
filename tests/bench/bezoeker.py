"""Somebody with a browser: a session, pages with forms, and how long each answer took."""

import http.client
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from organisaties.models import Lidmaatschap

CSRF = "b" * 32
RUST = 1.0  # seconds: gunicorn closes a connection that is idle for two


class Formulierlezer(HTMLParser):
    """The fields of the form that holds `versie` or `gezien`, with what a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.formulieren: list[list[tuple[str, str]]] = []
        self.open: list[tuple[str, str]] | None = None
        self.tekstvak = ""
        self.keuze = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kenmerken = {naam: waarde or "" for naam, waarde in attrs}
        naam, waarde = kenmerken.get("name", ""), kenmerken.get("value", "")
        if tag == "form":
            self.open = []
        elif self.open is None or (not naam and tag != "option"):
            return
        elif tag == "textarea":
            self.tekstvak = naam
            self.open.append((naam, ""))
        elif tag == "select":
            self.keuze = naam
        elif tag == "option" and "selected" in kenmerken:
            self.open.append((self.keuze, waarde))
        elif tag == "input" and (kenmerken.get("type") not in {"checkbox", "radio", "file"} or "checked" in kenmerken):
            self.open.append((naam, waarde))

    def handle_data(self, data: str) -> None:
        if self.tekstvak and self.open:
            self.open[-1] = (self.tekstvak, self.open[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.tekstvak = ""
        elif tag == "form" and self.open is not None:
            self.formulieren.append(self.open)
            self.open = None


def velden_van(html: str) -> list[tuple[str, str]]:
    lezer = Formulierlezer()
    lezer.feed(html)
    return next(
        velden for velden in lezer.formulieren if {"versie", "gezien", "bevestig"} & {naam for naam, _ in velden}
    )


@dataclass
class Bezoeker:
    """One connection that stays open, as a browser keeps it."""

    lid: Lidmaatschap
    poort: int
    duur: list[float] = field(default_factory=list)
    fouten: list[str] = field(default_factory=list)
    laatst: float = 0.0

    def __post_init__(self) -> None:
        sessie = SessionStore()
        sessie[SESSION_KEY] = str(self.lid.gebruiker_id)
        sessie[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        sessie[HASH_SESSION_KEY] = self.lid.gebruiker.get_session_auth_hash()
        sessie.create()
        self.koppen = {"Cookie": f"sessionid={sessie.session_key}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        self.verbinding = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=120)

    def haal(self, pad: str) -> str:
        return self._vraag("GET", pad, None)[1]

    def stuur(self, pad: str, velden: list[tuple[str, str]]) -> tuple[int, str]:
        return self._vraag("POST", pad, urlencode(velden))

    def _vraag(self, methode: str, pad: str, inhoud: str | None) -> tuple[int, str]:
        begin = time.monotonic()
        if begin - self.laatst > RUST:
            self.verbinding.close()  # the server has, by now; http.client opens it again
        soort = {"Content-Type": "application/x-www-form-urlencoded"} if inhoud is not None else {}
        self.verbinding.request(methode, pad, inhoud, self.koppen | soort)
        antwoord = self.verbinding.getresponse()
        tekst = antwoord.read().decode(errors="replace")
        self.laatst = time.monotonic()
        self.duur.append(self.laatst - begin)
        if antwoord.status >= 500 or antwoord.status in {403, 404}:
            self.fouten.append(f"{methode} {pad}: {antwoord.status}")
        return antwoord.status, tekst


def met(velden: list[tuple[str, str]], **nieuw: str) -> list[tuple[str, str]]:
    """The same fields, some of them filled in anew; what the form did not have is added."""
    return [*((naam, waarde) for naam, waarde in velden if naam not in nieuw), *nieuw.items()]
