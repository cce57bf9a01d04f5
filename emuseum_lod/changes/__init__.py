"""Change streams from the one log: IIIF Change Discovery, LDES, ResourceSync, Atom and RSS."""
