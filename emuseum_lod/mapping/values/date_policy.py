"""Date policies: what museums mean by "XIX в." and "c.1850", as data (``mappings/values/date-policies.toml``)."""

import tomllib
from functools import cache
from typing import Literal

import msgspec

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource

Part = Literal["early", "mid", "late"]
Parts = dict[Part, tuple[int, int]]
"""Offsets from the first year (month) of a whole, from (inclusive) and to (exclusive)."""


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One policy; the file says beside each value what it means."""

    century_start: Literal[0, 1]
    hundreds: Literal["decade", "century"]
    circa: int
    turn: int
    open_bounds: Literal["open", "exact"]
    ambiguous_pair: Literal["years", "month"]
    years_ago_from: int
    years_ago_figures: int
    latest_year: int
    century_parts: Parts
    decade_parts: Parts
    year_parts: Parts
    first_centuries: int
    periods: bool
    later_made: frozenset[str]


@cache
def load_policies() -> dict[str, Policy]:
    """Return every policy by name. Raises ConfigurationError for a wrong file."""
    path = resource("mappings", "values", "date-policies.toml")
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), dict[str, Policy])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
