"""One person at a browser of their own, and the eye that looks at every page they see."""

import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from PIL import Image
from playwright.sync_api import Locator, Page, Response, expect

BREED = {"width": 1280, "height": 900}
SMAL = {"width": 360, "height": 740}

# The words in the pictures on the page, and how high their letters stand on the screen.
LETTERS = "e => e.map(tekst => [tekst.textContent, tekst.getBoundingClientRect().height])"
LEESBAAR = 13

# script/schermafdrukken sets this; without it no picture is made.
FOTOMAP = os.environ.get("SCHERMAFDRUKKEN")
KLEUREN = 96


@dataclass
class Oog:
    """Collects what is wrong on the pages of a walk, each thing once, so that one run tells everything.

    A page that shows the same headings as before, with or without mistakes, is looked at once: `gezien`. axe needs
    JavaScript in the page.
    """

    met_axe: bool
    gebreken: dict[str, str] = field(default_factory=dict)
    gezien: set[tuple[str, ...]] = field(default_factory=set)

    def kijk(self, pagina: Page) -> None:
        naam = resolve(urlsplit(pagina.url).path).view_name
        koppen = (naam, *pagina.locator("h1, h2").all_inner_texts())
        if koppen in self.gezien:
            return
        self.gezien.add(koppen)
        eigen = pagina.viewport_size or BREED
        pagina.set_viewport_size(SMAL)
        breedte = pagina.evaluate("document.documentElement.scrollWidth")
        hoogten = pagina.locator("main svg text").evaluate_all(LETTERS)
        klein = sorted(tekst for tekst, hoogte in hoogten if 0 < hoogte < LEESBAAR)
        pagina.set_viewport_size(eigen)
        if breedte > SMAL["width"]:
            self._meld(pagina, naam, f"schuift opzij bij 360 px ({breedte} px)")
        if pagina.locator("h1").count() != 1:
            self._meld(pagina, naam, "niet precies één h1")
        for leeg in pagina.locator("main a:visible, main button:visible").all():
            if not leeg.inner_text().strip():
                self._meld(pagina, naam, "link of knop zonder tekst")
        if klein:
            self._meld(pagina, naam, f"letters onder {LEESBAAR} px in een beeld: {', '.join(klein[:5])}")
        if self.met_axe:
            uitslag = Axe().run(pagina)
            if uitslag.violations_count:
                self._meld(pagina, naam, uitslag.generate_report())

    def _meld(self, pagina: Page, naam: str, gebrek: str) -> None:
        self.gebreken.setdefault(f"{naam}: {gebrek}", pagina.url)


@dataclass
class Speler:
    """Goes to addresses and follows links and buttons by the words on them, as a person does."""

    pagina: Page
    oog: Oog
    met_script: bool

    @property
    def inhoud(self) -> Locator:
        return self.pagina.get_by_role("main")

    def ga(self, adres: str, *, netjes: bool = True) -> None:
        antwoord = self.pagina.goto(adres)
        assert antwoord is not None
        self._aangekomen(antwoord, 200, netjes)

    def klik(self, naam: str, *, netjes: bool = True, status: int = 200) -> None:
        """Follow the link, or press the button, whose words are `naam`; its page answers with `status`."""
        doel = self.inhoud.get_by_role("link", name=naam, exact=True).or_(
            self.inhoud.get_by_role("button", name=naam, exact=True)
        )
        self.volg(doel.first, netjes=netjes, status=status)

    def volg(self, doel: Locator, *, netjes: bool = True, status: int = 200) -> None:
        """Click, and look around once the page it leads to is there."""
        with (
            self.pagina.expect_event("load"),  # of the page that comes: the one that is left had its own long ago
            self.pagina.expect_response(
                lambda antwoord: antwoord.request.is_navigation_request() and not 300 <= antwoord.status < 400
            ) as gebeurd,
        ):
            doel.click()
        self._aangekomen(gebeurd.value, status, netjes)

    def _aangekomen(self, antwoord: Response, status: int, netjes: bool) -> None:
        assert antwoord.status == status, f"{antwoord.url}: {antwoord.status}\n{self.inhoud.inner_text()[:1500]}"
        if netjes:
            self.oog.kijk(self.pagina)

    def vul(self, veld: str, waarde: str) -> None:
        """A field by its label; after it may stand that it can stay empty."""
        bij_label = self.inhoud.get_by_label(re.compile(rf"^{re.escape(veld)}\s*(\(|$)"))
        bij_label.and_(self.inhoud.locator("input, textarea")).fill(waarde)

    def typ(self, veld: str, waarde: str) -> None:
        """Fill a field and wait until the page, which saves itself, has its answer."""
        with self.pagina.expect_response(lambda antwoord: "/vanzelf/" in antwoord.url):
            self.vul(veld, waarde)
        expect(self.inhoud.locator("form.htmx-request")).to_have_count(0)

    def vink(self, *namen: str) -> None:
        for naam in namen:
            self.inhoud.get_by_label(naam, exact=True).check()

    def leest(self, *teksten: str) -> None:
        """Each of these stands in the content of the page."""
        for tekst in teksten:
            expect(self.inhoud).to_contain_text(tekst)

    def wacht_op(self, tekst: str) -> None:
        """The page brings the news itself; without JavaScript its reader reloads, as the page says."""
        zichtbaar = self.inhoud.get_by_text(tekst).first
        if self.met_script:
            expect(zichtbaar).to_be_visible(timeout=30_000)
            return
        for _ in range(60):
            if zichtbaar.is_visible():
                return
            self.pagina.wait_for_timeout(500)
            self.pagina.reload()
        raise AssertionError(f"{self.pagina.url}: {tekst} verschijnt niet")

    def haal(self, naam: str) -> bytes:
        """What the link `naam` lets one save."""
        with self.pagina.expect_download() as gebeurd:
            self.inhoud.get_by_role("link", name=naam).first.click()
        return Path(gebeurd.value.path()).read_bytes()

    def foto(self, naam: str, hoogte: int = 1900) -> None:
        """A picture for the guide, small enough for git. Only when script/schermafdrukken asks for it."""
        if not FOTOMAP or not self.met_script:
            return
        self.pagina.mouse.move(0, 0)
        ruw = self.pagina.screenshot(full_page=True, caret="initial")  # leaves the fields as they are
        beeld = Image.open(io.BytesIO(ruw)).convert("RGB")
        beeld = beeld.crop((0, 0, beeld.width, min(beeld.height, hoogte)))
        beeld = beeld.quantize(KLEUREN, dither=Image.Dither.NONE)
        beeld.save(Path(FOTOMAP) / f"{naam}.png", optimize=True)


MaakSpeler = Callable[[str], Speler]
