"""One file that is PDF/UA (to read for everybody) and PDF/A (to keep): WeasyPrint makes only one of them.

Both ask for tags, language and embedded fonts. PDF/A-2a adds a colour profile, links that print, an identifier, and
its own name in the metadata with the schema of `pdfuaid`, which it does not know by itself (ISO 19005-2, 6.6.2.3).
"""

import functools
from importlib.resources import files
from typing import Any

VARIANT = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True}

_PRINTEN = 4
_PROFIEL = "sRGB2014.icc"
_EINDE = b"</rdf:RDF>"
_NAMEN = b"""<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" \
pdfaid:conformance="A" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which this file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def maak_bewaarbaar(_document: Any, pdf: Any) -> None:
    """Finisher of WeasyPrint: make PDF/A-2a of a PDF/UA-1. Raises ValueError when its metadata look otherwise."""
    import pydyf  # type: ignore[import-untyped]

    profiel = pydyf.Stream([_profiel()], {"N": 3}, compress=True)
    pdf.add_object(profiel)
    naam = pydyf.String(_PROFIEL)
    pdf.catalog["OutputIntents"] = pydyf.Array(
        [
            pydyf.Dictionary(
                {
                    "Type": "/OutputIntent",
                    "S": "/GTS_PDFA1",
                    "OutputConditionIdentifier": naam,
                    "Info": naam,
                    "DestOutputProfile": profiel.reference,
                }
            )
        ]
    )
    for deel in pdf.objects:
        if isinstance(deel, dict) and deel.get("Type") == "/Annot":
            deel["F"] = _PRINTEN
    (metadata,) = (deel for deel in pdf.objects if getattr(deel, "extra", {}).get("Type") == "/Metadata")
    (inhoud,) = metadata.stream
    voor, einde, na = inhoud.partition(_EINDE)
    if not einde:
        raise ValueError("De metadata van het bestand hebben een andere vorm")
    metadata.stream = [voor + _NAMEN + einde + na]
    for deel in pdf.objects:
        if deel.free != "f":
            deel.__class__ = _eenmalig(deel.__class__)


@functools.cache
def _eenmalig(soort: Any) -> type:
    """A part of a file that is written out once: to identify the file pydyf reads all of them a second time."""
    return type(soort.__name__, (soort,), {"data": functools.cached_property(soort.data.fget)})


@functools.cache
def _profiel() -> bytes:
    """The colours of a screen (sRGB), as WeasyPrint carries them."""
    return files("weasyprint.pdf").joinpath(_PROFIEL).read_bytes()
