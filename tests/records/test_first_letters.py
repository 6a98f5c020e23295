"""A glance at the first letter changes no match, and is taken only where it helps."""

import re

import pytest

from records.first_letters import quick

GLANCED = [
    r"(?:(?<=增加)|(?<=减少))，(?:主要)?是|(?<!，)原因(?:是|为)",
    r"(?:约|近)?[\d.]+(?P<unit>万?元)",
    r"(?P<up>增|多)[^，]{0,3}|(?P<down>减|少)|^其中",
    r"\b(?:[\]\-^&~|\[\\]|A{2,3}+)x?",
    r"(?>(?<!\d)\d+)(?=年)",
    r"\s*表(?s:.)",
]
LEFT = {
    "it may be empty": r"(?:增|减)?",
    "it is a place": r"(?<=元)$",
    "nearly any letter may begin it": r"[^，。]{2,}(?:增|减)",
    "a range is of nearly all letters": r"[一-鿿]{0,4}(?:增|减)",
    "any letter may begin it": r".*?(?:增|减)",
    "it begins with what was found before": r"(?:(增)|减)?\1",
    "Python knows its letters": r"(?:增加|减少)了?",
    "it stands at the start": r"^(?:其中)?增加",
    "case does not matter": r"(?i)(?:a|b)?c",
    "it is no expression": r"(?:增",
}
TEXT = (
    "支出增加，主要是原因为约12.5万元，多出3元；减少，是[x]-x^|~&\\ AAAx\n 表\n其中：2024年增 减，原因是5元"
)


@pytest.mark.parametrize("expression", GLANCED)
def test_an_expression_with_a_glance_finds_the_same(expression: str) -> None:
    plain, glancing = re.compile(expression), re.compile(quick(expression))
    assert glancing.pattern != plain.pattern
    found = [(match.span(), match.groups(), match.lastgroup) for match in glancing.finditer(TEXT)]
    assert found
    assert found == [(match.span(), match.groups(), match.lastgroup) for match in plain.finditer(TEXT)]
    for at in range(len(TEXT) + 1):
        there, here = plain.match(TEXT, at), glancing.match(TEXT, at)
        assert (there and there.span()) == (here and here.span())


@pytest.mark.parametrize("reason", LEFT)
def test_an_expression_is_left_as_it_is_if(reason: str) -> None:
    assert quick(LEFT[reason]) == LEFT[reason]
