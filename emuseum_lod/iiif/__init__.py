"""Serves IIIF documents: manifests of objects, collections of museums."""
