"""Uploads: checked by content, kept privately, handed out only when they are found clean (docs/bestanden.md)."""

from kern.bestanden.opslag import download, gooi_weg, lees, neem_aan

__all__ = ["download", "gooi_weg", "lees", "neem_aan"]
