"""From a catalogue record to its triples: patterns, the canonical form of what they say, and the terms they use."""
