"""The name of an account is the one that most documents print, whatever its spelling."""

from __future__ import annotations

from outputs.publication.wide import account_records


def usual(**printed: int) -> str:
    """The usual name, of names that so many documents print."""
    counted = {("functional", "2080505", name): (2021, 2023, times) for name, times in printed.items()}
    (name,) = [one.account_name for one in account_records(counted) if one.is_usual]
    return name


def test_most_documents_decide() -> None:
    assert usual(行政运行=2, 机关服务=3) == "机关服务"


def test_spellings_of_one_name_vote_together() -> None:
    names = {"维修（护）费": 3, "维修(护)费": 2, "维修费": 4}
    assert usual(**names) == "维修（护）费"
    levels = {"住房公积金": 2, "住房公积金（项）": 3, "住房补贴": 4}
    assert usual(**levels) == "住房公积金（项）"


def test_another_name_keeps_its_own_row_and_years() -> None:
    counted = {
        ("functional", "20805", "行政单位离退休"): (2019, 2019, 1),
        ("functional", "20805", "行政事业单位养老支出"): (2020, 2024, 5),
        ("economic", "30101", "基本工资"): (None, None, 1),
    }
    told = [
        (one.account_name, one.first_year, one.documents, one.is_usual) for one in account_records(counted)
    ]
    assert told == [
        ("基本工资", None, 1, True),
        ("行政事业单位养老支出", 2020, 5, True),
        ("行政单位离退休", 2019, 1, False),
    ]
