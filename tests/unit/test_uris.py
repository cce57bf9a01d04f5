"""Identifiers are for ever: the examples here never change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod import uris

PINNED = [
    ("object", "tate", "A00001"),
    ("object", "nationalmuseum-se", "18776"),
    ("object", "demo-altyn-dala", "КП-279"),
    ("actor", "tate", "38"),
    ("concept", "vocabulary/materials", "silver"),
]
