"""Files for the bank and for the financial administration, and what comes back from them (docs/betalen.md)."""
