"""The numbers of an own part as cells: a sheet out, and what was filled in or pasted back in (docs/verslag.md)."""
