"""A piece of HTML as a tree, to ask what stands where."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import tinyhtml5


class Boom:
    def __init__(self, html: str) -> None:
        self.wortel: Element = tinyhtml5.parse(html, namespace_html_elements=False)

    def alle(self, tag: str = "*", klasse: str = "", **attributen: str | None) -> Iterator[Element]:
        """Elements with this tag, class and attributes; `None`: has it, whatever its value."""
        for element in self.wortel.iter(None if tag == "*" else tag):
            gelijk = (
                naam in element.attrib if waarde is None else element.get(naam) == waarde
                for naam, waarde in attributen.items()
            )
            if isinstance(element.tag, str) and klasse in element.get("class", "") and all(gelijk):
                yield element

    def een(self, tag: str = "*", klasse: str = "", **attributen: str | None) -> Element:
        (element,) = self.alle(tag, klasse, **attributen)
        return element


def tekst(element: Element) -> str:
    """What a reader sees, without the white space of the source."""
    return " ".join("".join(element.itertext()).split())
