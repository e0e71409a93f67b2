"""A plan as its pages show it."""
