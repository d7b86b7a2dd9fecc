"""Traces of another kind of file inside one that should stand alone: a polyglot is two files at once. Pure."""

import io
import re
import zipfile

from kern.bestanden.weigering import samengesteld

SCRIPT = re.compile(rb"<(?:script|html|iframe|!doctype html|\?php)[\s>/]", re.IGNORECASE)
VULLING = b"\x00\t\n\x0c\r "  # what programs leave behind the end of a file


def keur_alleenstaand(inhoud: bytes) -> None:
    """Refuse a file that a browser could run, or that opens as a zip as well."""
    if SCRIPT.search(inhoud) or zipfile.is_zipfile(io.BytesIO(inhoud)):
        raise samengesteld()
