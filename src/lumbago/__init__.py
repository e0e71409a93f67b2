"""Lumbago: decision support for a person whose back has just seized up, with the evidence for every step."""
