"""The legal clock: pure functions that explain themselves (docs/termijnen.md). Import from the modules."""
