"""What the reading pages show: articles, claims, sources, put into words. Nothing here is about one person."""
