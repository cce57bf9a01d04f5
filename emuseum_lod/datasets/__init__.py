"""The catalogue of datasets at ``/data/``: a page for people, DCAT-AP 3 and VoID for machines, and the dumps to fetch (docs/dumps.md)."""
