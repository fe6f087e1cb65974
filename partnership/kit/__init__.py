"""Tools that every room uses. No nouns of the domain, no tables."""
