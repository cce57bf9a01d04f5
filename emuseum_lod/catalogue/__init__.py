"""The catalogue: records, vocabularies and the names of things."""
