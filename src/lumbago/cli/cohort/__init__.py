"""`lumbago cohort` and `lumbago simulate`: tables of people from files to files."""
