"""How the names of public bodies end (局, 委员会, 中心), and what bodies with such names call themselves."""

from __future__ import annotations

from typing import Literal

from records.lexicon.schema import BodyEnds
from records.rule_files import rules_beside

Sort = Literal["sure", "likely", "rare", "places", "part", "general"]

body_ends = rules_beside(__file__, "bodies.toml", BodyEnds)
"""The lists. Raises :class:`~records.rule_files.InvalidRules`."""
