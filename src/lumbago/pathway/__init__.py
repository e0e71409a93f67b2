"""The care pathway: what one visit goes through, step by step, for one person or for a table of them."""
