"""A table of figures as a file to save: CSV, ODS or XLSX, each with the day and the source of its figures."""
