"""IIIF Presentation: objects, museums and tours as viewers take them. docs/iiif.md says what stands where."""
