"""A budget as cells: spreadsheets out and in, and a block that somebody pastes (docs/begroting-van-een-deel.md)."""
