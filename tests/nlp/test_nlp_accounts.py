"""Account paths in all the ways that they are written."""

from __future__ import annotations

import pytest

from nlp.accounts import find_accounts
from nlp.narrative import read_narrative
from nlp.understanding.codes import AccountCodes
from records.file_tables import FactRecord
from tests.support.nlp_reading import claims, document_of

PATH = ["教育支出", "普通教育", "小学教育"]


@pytest.mark.parametrize(
    ("text", "names", "code"),
    [
        ("教育支出（类）普通教育（款）小学教育（项）", PATH, None),
        ("1.教育支出(类)普通教育(款)小学教育(项)年初预算为", PATH, None),
        ("“教育支出”（类）“普通教育”（款）“小学教育”（项）", PATH, None),
        ("教育支出（205类）普通教育（02款）小学教育（02项）", PATH, "2050202"),
        ("教育支出(205)普通教育(02)小学教育（02）：", PATH, "2050202"),
        ("教育支出（205）普通教育（20502）小学教育（2050202）", PATH, "2050202"),
        ("教育支出类（类）-普通教育（款）-小学教育（项）", ["教育支出类", "普通教育", "小学教育"], None),
        ("教育（类）支出", ["教育支出"], None),
        ("（205）教育支出为", ["教育支出"], "205"),
        ("2050202小学教育2024年度决算", ["小学教育"], "2050202"),
        ("小学教育（2050202）支出决算", ["小学教育"], "2050202"),
        ("2080505机关事业单位基本养老保险缴费支出：", ["机关事业单位基本养老保险缴费支出"], "2080505"),
        ("小学教育（教育支出—普通教育）35万元", PATH, None),
        ("小学教育（教育支出/普通教育）35万元", PATH, None),
        (
            "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）",
            ["一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行"],
            None,
        ),
        (
            "其他社会保障和就业支出（社会保障和就业支出—其他社会保障和就业支出）",
            ["社会保障和就业支出", "其他社会保障和就业支出", "其他社会保障和就业支出"],
            None,
        ),
    ],
)
def test_a_path_is_read_in_every_way_of_writing_it(text: str, names: list[str], code: str | None) -> None:
    (account,) = find_accounts(text, [])
    assert (account.names, account.code) == (names, code)


def test_a_bare_group_or_item_inherits_its_parents_from_the_account_before() -> None:
    memory: list[str] = []
    text = (
        "教育支出（类）支出50万元。进修及培训（款）20万元。培训支出（项）20万元。"
        "普通教育（款）小学教育（项）30万元。"
    )
    found = [account.names for account in find_accounts(text, memory)]
    assert found == [
        ["教育支出"],
        ["教育支出", "进修及培训"],
        ["教育支出", "进修及培训", "培训支出"],
        ["教育支出", "普通教育", "小学教育"],
    ]


def test_a_name_that_ends_like_a_class_stays_whole() -> None:
    (account,) = find_accounts("职业教育（款）", ["教育支出"])
    assert account.names == ["教育支出", "职业教育"]


@pytest.mark.parametrize(
    "text", ["财政拨款（补助）收入", "公务接待费（含外宾）", "（二）支出情况", "200人参加培训", "2024年度"]
)
def test_brackets_and_numbers_that_are_no_codes_name_no_account(text: str) -> None:
    assert find_accounts(text, []) == []


def test_the_tables_tell_the_code_of_a_path_and_split_names_that_run_together() -> None:
    read = document_of(
        (
            "一般公共预算财政拨款支出决算情况说明",
            "1、教育支出普通教育小学教育决算35万元。\n2、教育支出（类）普通教育（款）小学教育（项）决算35万元。",
        )
    )
    for code, name in (
        ("205", "教育支出"),
        ("20502", "普通教育"),
        ("2050202", "小学教育"),
        ("2050802", "小学教育"),
    ):
        read.document.facts.append(
            FactRecord(
                document_id="d",
                fact_id=code,
                table_id="t1",
                row=1,
                column=1,
                statement="expenditure",
                account_code=code,
                account_name=name,
                scheme="functional",
            )  # fmt: skip
        )
    found = read_narrative(read).claims
    assert [claim.account_path for claim in found] == [PATH, PATH]
    assert [claim.account_code for claim in found] == ["2050202", "2050202"]


def test_names_that_run_together_are_split_though_no_table_has_their_row() -> None:
    text = "1、教育支出普通教育小学教育决算0.00万元，年初预算6.60万元。\n2、教育支出宿舍修缮5.00万元。"
    assert [claim.account_path for claim in claims(text)] == [PATH, PATH, []]


def test_an_item_on_a_line_of_its_own_belongs_to_the_figures_below_it() -> None:
    found = claims("1.教育支出（类）普通教育（款）小学教育（项）。\n年初预算为40万元，支出决算为35万元。")
    assert [claim.account_path for claim in found] == [PATH, PATH]


def test_a_class_without_a_mark_is_an_account() -> None:
    found = claims("主要用于以下方面：教育支出30万元，占60%；住房保障支出20万元，占40%。")
    assert [claim.account_path for claim in found] == [["教育支出"]] * 2 + [["住房保障支出"]] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2100408基本公共卫生服务5万元。", ["基本公共卫生服务"]),
        ("20136其他共产党事务支出12万元。", ["其他共产党事务支出"]),
        ("1.205教育支出8万元。", ["教育支出"]),
        ("208类社会保障和就业支出9万元。", ["社会保障和就业支出"]),
        ("20805款行政事业单位养老支出7万元。", ["行政事业单位养老支出"]),
        ("2080505项机关事业单位基本养老保险缴费支出6万元。", ["机关事业单位基本养老保险缴费支出"]),
        ("教育支出(类)普通教育(款)小学教育(项)4万元。", ["教育支出", "普通教育", "小学教育"]),
        ("“教育支出-普通教育-小学教育”科目4万元。", ["教育支出", "普通教育", "小学教育"]),
        ("教育支出—普通教育科目4万元。", ["教育支出", "普通教育"]),
    ],
)
def test_accounts_with_their_codes_and_dashes_as_clerks_write_them(text: str, names: list[str]) -> None:
    (found,) = find_accounts(text, [])
    assert found.names == names


@pytest.mark.parametrize(
    "text",
    [
        "支出1.205万元。",
        "2024年度共支出5万元。",
        "共208类物品。",
        "“事前-事中-事后”全过程监管。",
        "办理12305项业务。",
    ],
)
def test_numbers_and_dashes_that_name_no_account(text: str) -> None:
    assert find_accounts(text, []) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("农林水支出类农业农村款农村社会事业项支出12万元。", ["农林水支出", "农业农村", "农村社会事业"]),
        ("教育支出类、普通教育款支出决算为80万元。", ["教育支出", "普通教育"]),
        ("卫生健康支出类公共卫生款卫生监督机构项9万元。", ["卫生健康支出", "公共卫生", "卫生监督机构"]),
    ],
)
def test_marks_without_brackets_make_a_path(text: str, path: list[str]) -> None:
    assert [one.names for one in find_accounts(text, [])] == [path]


def test_marks_that_no_class_begins_make_none() -> None:
    assert find_accounts("各类款项收支情况：本年支出80万元。", []) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("卫生健康支出210（类）公共卫生04（款）应急处理10（项）支出9万元。", "2100410"),
        ("教育支出205（类）普通教育02（款）小学教育02（项）9万元。", "2050202"),
        ("教育支出205（类）9万元。", "205"),
    ],
)
def test_codes_behind_names_are_no_part_of_them(text: str, code: str) -> None:
    (found,) = find_accounts(text, [])
    assert not any(char.isdigit() for name in found.names for char in name)
    assert found.code == code


def test_items_of_a_list_inherit_the_class_where_it_leaves_the_group_out() -> None:
    memory = ["教育支出", "进修及培训", "培训支出"]
    text = (
        "农林水支出（类）行政运行（项）1.2万元、事业运行（项）3.4万元；"
        "卫生健康支出（类）均为行政事业单位医疗（款）5万元、公共卫生（款）6%。"
    )
    assert [account.names for account in find_accounts(text, memory)] == [
        ["农林水支出", "行政运行"],
        ["农林水支出", "事业运行"],
        ["卫生健康支出", "行政事业单位医疗"],
        ["卫生健康支出", "公共卫生"],
    ]


def test_a_path_that_leaves_the_group_out_has_the_one_code_below_its_class() -> None:
    codes = AccountCodes(
        document_of(("a", "b")).document,
        [("2010350", "事业运行"), ("2130104", "事业运行"), ("21301", "农业农村"), ("2080501", "事业运行")],
    )
    assert codes.code_of(("农林水支出", "事业运行")) == "2130104"
    assert codes.code_of(("一般公共服务支出", "事业运行")) == "2010350"
    assert codes.code_of(("事业运行",)) is None
    assert codes.code_of(("教育支出", "事业运行")) is None


@pytest.mark.parametrize("text", ["工资福利支出（301）5万元", "办公费（30201）5万元"])
def test_a_code_of_the_economic_classification_names_no_functional_account(text: str) -> None:
    assert find_accounts(text, []) == []


SPORTS = "用于体育事业的彩票公益金支出"


@pytest.mark.parametrize(
    "text",
    [
        f"其他支出（类）彩票公益金安排的支出（款）{SPORTS}（项）支出9万元。",
        f"{SPORTS}（项）年初预算8万元，支出决算9万元。",
        f"2296003{SPORTS}：支出9万元。",
        f"2296003 {SPORTS}9万元。",
        f"其中：城市建设支出3万元；{SPORTS}9万元。",
    ],
)
def test_an_account_whose_name_begins_with_what_it_is_for_keeps_it(text: str) -> None:
    found = claims(text, "政府性基金预算财政拨款支出决算情况说明")
    assert found[-1].account_path[-1:] == [SPORTS]


def test_words_that_only_say_what_money_is_for_are_no_part_of_a_name() -> None:
    found = claims("主要用于教育支出9万元，用于培训支出（项）3万元。", "一般公共预算支出情况")
    assert [claim.account_path[-1] for claim in found] == ["教育支出", "培训支出"]


@pytest.mark.parametrize("what", ["完成专项业务", "保障机构运转", "履行法定职能"])
def test_what_money_does_is_no_part_of_what_it_is(what: str) -> None:
    (found,) = claims(f"用于{what}的项目支出9万元。", "支出决算情况说明")
    assert (found.subject, found.measure, found.understood) == ("项目支出", "project_expenditure", True)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("职业教育（款）中等职业教育（项）5万元", "中等职业教育"),
        ("文化（款）有线电视（项）5万元", "有线电视"),
        ("普通教育（款）中小学教育（项）5万元", "小学教育"),
        ("普通教育（款）中的小学教育（项）5万元", "小学教育"),
        ("水利（款）为防汛（项）5万元", "防汛"),
    ],
)
def test_a_name_that_begins_like_a_joining_word_is_left_whole(text: str, item: str) -> None:
    (found,) = find_accounts(text, [])
    assert found.names[-1] == item


LINE = ["农林水支出", "水利", "防汛"]


@pytest.mark.parametrize(
    "text",
    [
        "213类农林水支出21303款水利2130314项防汛5万元。",
        "213农林水支出（类）21303水利（款）2130314防汛（项）5万元。",
        "农林水支出（类）03水利（款）14防汛（项）5万元。",
        "213类农林水支出，21303款水利，2130314项防汛（下同）5万元。",
        "“213农林水支出”“21303水利”“2130314防汛”支出5万元。",
    ],
)
def test_codes_in_front_of_each_name_make_one_path(text: str) -> None:
    assert [one.names for one in find_accounts(text, [])] == [LINE]


@pytest.mark.parametrize(
    "text",
    [
        "213类农林水支出9万元，21303款水利8万元，2130314项防汛5万元。",
        "213类农林水支出9万元。21303款水利8万元。2130314项防汛5万元。",
    ],
)
def test_accounts_with_amounts_of_their_own_are_no_path(text: str) -> None:
    assert [one.names[-1] for one in find_accounts(text, [])] == LINE


@pytest.mark.parametrize(
    "behind", ["由2023年的5万元减少", "总额为5万元", "完成年初预算5万元", "（下同）5万元"]
)
def test_a_name_behind_its_code_ends_where_its_figures_are_told(behind: str) -> None:
    (found,) = find_accounts(f"2130314项防汛{behind}", [])
    assert found.names[-1] == "防汛"


def test_a_name_that_begins_as_a_use_does_is_whole_behind_its_code() -> None:
    text = "2296006用于残疾人事业的彩票公益金支出（项）5万元。"
    assert find_accounts(text, [])[0].names[-1] == "用于残疾人事业的彩票公益金支出"
    (found,) = find_accounts("主要用于残疾人事业（款）5万元。", [])
    assert found.names[-1] == "残疾人事业"
