"""Charts made by code: SVG without style or script, a title that says the finding, labels on the marks themselves."""
