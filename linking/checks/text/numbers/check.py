"""The checks of numbers that stand beside each other in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from linking.checks.identities import ChecksMade
from linking.checks.text.numbers.lists import check_lists
from linking.checks.text.numbers.prices import check_prices
from linking.checks.text.numbers.rates import check_rates
from linking.checks.text.numbers.said import sentences
from linking.checks.text.numbers.worded import check_worded
from records.narrative_tables import ClaimRecord
from records.tables import Document


def check_numbers(document: Document, claims: Iterable[ClaimRecord], found: ChecksMade) -> None:
    """The numbers of each sentence by its form alone; what other checks have told is not told again."""
    for sentence in sentences(document, claims, found):
        check_worded(sentence, found)
        check_lists(sentence, found)
        check_prices(sentence, found)
        check_rates(sentence, found)
