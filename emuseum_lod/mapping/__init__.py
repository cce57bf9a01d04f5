"""A provider's profile turns source records into catalogue records."""
