"""What leaves the system: a part for its board, the table on one A4, what changed since an akkoord."""
