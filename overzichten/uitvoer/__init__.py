"""What leaves the overviews: a table of figures as a file, and the annex to a paper of the council."""
