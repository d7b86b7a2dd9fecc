"""The only door of WeasyPrint to the outside: a fixed set of files in memory. No disk, no network.

Imports WeasyPrint, so this module itself is imported lazily (Pango is a system library).
"""

from collections.abc import Mapping
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SOORTEN = {"svg": "image/svg+xml", "ttf": "font/ttf", "css": "text/css"}


class VasteOphaler(URLFetcher):
    """Serves `bestanden` (address → content) and stops the letter at any other address."""

    def __init__(self, bestanden: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._bestanden = bestanden

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        inhoud = self._bestanden.get(url)
        if inhoud is None:
            raise FatalURLFetchingError(url)
        return URLFetcherResponse(url, inhoud, {"Content-Type": SOORTEN[url.rpartition(".")[2]]})
