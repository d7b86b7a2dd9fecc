"""Drawings on a page, made fit to print: their letters are ours, and who does not see them hears what they say."""

from xml.etree.ElementTree import Element

LETTER = "Source Sans 3"
_SVG = "{http://www.w3.org/2000/svg}"


def maak_tekeningen_leesbaar(pagina: Element) -> None:
    """WeasyPrint draws with its own letter unless a drawing names one, and takes only a title as alternate text.

    A drawing without a title is a sign in a legend: it is called after the words it stands beside (PDF/UA, 7.3).
    """
    for ouder in pagina.iter():
        for tekening in ouder.findall(f"{_SVG}svg"):
            tekening.set("font-family", LETTER)
            titel, uitleg = tekening.find(f"{_SVG}title"), tekening.find(f"{_SVG}desc")
            if titel is None:
                titel = Element(f"{_SVG}title")
                tekening.insert(0, titel)
                titel.text = f"Teken: {' '.join(''.join(ouder.itertext()).split())}"
            elif uitleg is not None and uitleg.text:
                titel.text = f"{titel.text}. {uitleg.text}"
