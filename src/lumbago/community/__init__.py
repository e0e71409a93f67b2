"""The reading side: articles, the discussion under them, the digest, and who pays for it. Nothing here decides."""
