"""docs/rules.md is the one that the declared rules give."""

from __future__ import annotations

from pathlib import Path

import pytest

from linking.obligations.owed import obligations
from linking.rules.declared import declared_rules
from outputs.guide.rules_guide import rules_guide
from outputs.language.speaking import speaking

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(("language", "name"), [("en", "rules.md"), ("zh", "rules.zh-CN.md")])
def test_the_page_in_docs_is_the_one_that_the_rules_give(language: str, name: str) -> None:
    with speaking(language):
        assert (ROOT / "docs" / name).read_text("utf-8") == rules_guide(), "please run: make docs"


def test_every_rule_and_obligation_is_in_the_page_with_its_ground() -> None:
    page = rules_guide()
    for one in (*declared_rules().values(), *obligations().values()):
        assert f"`{one.rule_id}`" in page
        assert one.ground in page
