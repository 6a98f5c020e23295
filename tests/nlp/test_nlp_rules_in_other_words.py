"""Each rule of treasury prose in words of several clerks, and a sentence that it does not apply to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.nlp_reading import rows

OVERALL = "收入支出决算总体情况说明"
GENERAL = "一般公共预算财政拨款支出决算情况说明"
PUBLIC = "“三公”经费支出决算情况说明"
BUDGET = "收支预算总体情况说明"
RESULTS = "预算绩效管理工作开展情况"
STAFF = "机构设置及人员情况"

Rows = list[tuple[str | None, ...]]


@dataclass(frozen=True)
class Rule:
    """What is read of the last claims of a text, in the words of each way, and of one that is none."""

    title: str
    fields: str
    ways: list[str]
    told: Rows
    counter: str
    told_instead: Rows
    about: dict[str, Any] = field(default_factory=dict)

    def read(self, text: str, count: int) -> Rows:
        found = rows(text, self.title, *self.fields.split(), **self.about)
        return found[len(found) - count :] if count else found


CHANGED = "kind value direction base"
OF_BUDGET: Rows = [("change", "2", "down", "adjusted_budget")]

RULES = {
    "a line that ends open goes on": Rule(
        GENERAL,
        "kind value direction",
        [
            "一般公共预算财政拨款支出90万元，占\n本年支出的\n75%，较上年\n增加\n6万元。",
            "一般公共预算财政拨款支出为\n90万元，占本年支出\n75%，比上年增加了\n6万元。",
            "一般公共预算财政拨款支出90万元，\n占本年支出的比重是\n75%，同比增加\n6万元。",
        ],
        [("level", "90", None), ("share", "75", None), ("change", "6", "up")],
        "一般公共预算财政拨款支出90万元。\n基本支出\n60万元。",
        [("level", "90", None), ("level", "60", None)],
    ),
    "parts of a change are changes": Rule(
        GENERAL,
        "kind measure value direction",
        [
            "比上年增加70万元，其中：基本支出50万元，项目支出20万元。",
            "较上年增加70万元，其中基本支出50万元、项目支出20万元。",
            "与上年相比增加70万元（其中：基本支出50万元，项目支出20万元）。",
        ],
        [("change", "basic_expenditure", "50", "up"), ("change", "project_expenditure", "20", "up")],
        "支出700万元，比上年增加70万元，其中：基本支出500万元，项目支出200万元。",
        [("level", "basic_expenditure", "500", None), ("level", "project_expenditure", "200", None)],
    ),
    "parts that add up to neither are in doubt": Rule(
        GENERAL,
        "kind understood",
        [
            "支出700万元，比上年增加70万元（其中：基本支出500万元，项目支出180万元）。",
            "支出700万元，比上年减少70万元（其中基本支出450万元、项目支出200万元）。",
            "支出700万元，比上年增加700元，其中基本支出50元，项目支出20元。",
        ],
        [("level", "False"), ("level", "False")],
        "支出700万元，比上年增加70万元（其中：基本支出50万元，项目支出10万元）。",
        [("change", "True"), ("change", "True")],
    ),
    "a change belongs to the year reported": Rule(
        PUBLIC,
        "kind value period",
        [
            "公务接待费2024年8万元，2023年9.5万元，同比减少1.5万元。",
            "公务接待费支出8万元（上年9.5万元），减少1.5万元。",
            "公务接待费8万元，上年:9.5万元，减少1.5万元。",
            "公务接待费8万元，上年度同类支出9.5万元，减少了1.5万元。",
        ],
        [("level", "8", "2024"), ("level", "9.5", "2023"), ("change", "1.5", "2024")],
        "公务接待费2024年8万元，2024年预算9.5万元，减少1.5万元。",
        [("level", "8", "2024"), ("level", "9.5", "2024"), ("change", "1.5", "2024")],
    ),
    "the words of less": Rule(
        PUBLIC,
        CHANGED,
        [
            f"公务接待费8万元，较上年{way}2万元。"
            for way in (
                "净减",
                "减",
                "压降",
                "下浮",
                "少",
                "少花",
                "少支",
                "减支",
                "压减了",
                "有所节约，节约",
            )
        ],
        [("change", "2", "down", "prior_year")],
        "公务接待费8万元，较上年结转2万元。",
        [("level", "2", None, None)],
    ),
    "the words of more": Rule(
        PUBLIC,
        CHANGED,
        [
            f"公务接待费8万元，较上年{way}2万元。"
            for way in ("净增", "增", "升", "上浮", "多", "多用", "多支", "增支", "超支了", "有增长，增长")
        ],
        [("change", "2", "up", "prior_year")],
        "公务接待费8万元，较上年同期标准2万元。",
        [("level", "2", None, None)],
    ),
    "larger and smaller than what is named": Rule(
        PUBLIC,
        CHANGED,
        [
            f"公务接待费8万元，{way}2万元。"
            for way in ("高于上年", "高出上年", "多于上年水平", "超出上年支出", "大于上年决算数", "超上年")
        ],
        [("change", "2", "up", "prior_year")],
        "公务接待费8万元，不高于2万元的标准。",
        [("level", "8", None, None)],
    ),
    "growth of less than nothing and of nothing": Rule(
        PUBLIC,
        CHANGED,
        [
            "公务接待费8万元，较上年零增长。",
            "公务接待费8万元，同比实现零增长。",
            "公务接待费8万元，与上年相比为零增长。",
            "公务接待费8万元，较上年无增减。",
        ],
        [("change", "0", "flat", "prior_year")],
        "公务接待费8万元，较上年负增长5%。",
        [("change_rate", "5", "down", "prior_year")],
    ),
    "so many times more": Rule(
        PUBLIC,
        "kind value unit direction",
        [
            "公务接待费8万元，较上年增长2倍。",
            "公务接待费8万元，比上年增加了2倍，主要是来访增加。",
            "公务接待费8万元，同比增长约2倍。",
        ],
        [("change_rate", "2", "倍", "up")],
        "公务接待费8万元，是上年的2倍。",
        [("share", "2", "倍", None)],
    ),
    "times more in words": Rule(
        PUBLIC,
        "kind value unit direction",
        [
            "公务接待费8万元，较上年增长两倍。",
            "公务接待费8万元，比上年增加了二倍，主要是来访增加。",
            "公务接待费8万元，同比增长近两倍。",
        ],
        [("change_rate", "2", "倍", "up")],
        "公务接待费8万元，较上年增长两倍多。",
        [("level", "8", "万元", None)],
    ),
    "what two figures differ by goes the way of the figures": Rule(
        PUBLIC,
        CHANGED,
        [
            f"公务接待费预算10万元，决算8万元，{way}。"
            for way in (
                "差额2万元",
                "差值为2万元",
                "差异2万元",
                "相差2万元",
                "结余2万元",
                "节余2万元",
                "两者差2万元",
                "有2万元的差距",
            )
        ],
        OF_BUDGET,
        "公务接待费决算8万元，用于2万元的差旅费。",
        [("level", "2", None, None)],
    ),
    "what is left is a rate too": Rule(
        PUBLIC,
        CHANGED,
        [
            f"公务接待费预算10万元，决算8万元，{way}。"
            for way in ("结余率20%", "节余率为20%", "差异率20%", "节约率达20%")
        ],
        [("change_rate", "20", "down", "adjusted_budget")],
        "公务接待费决算8万元，整改率20%。",
        [("completion_rate", "20", None, "other")],
    ),
    "an amount of then that this one differs from": Rule(
        OVERALL,
        "kind value direction period",
        [
            f"本年支出90万元，{way}。"
            for way in ("与上年98万元相差8万元", "较上年98万元差8万元", "与2023年的98万元有8万元的差额")
        ],
        [("level", "98", None, "2023"), ("change", "8", "down", "2024")],
        "本年支出90万元，其中公务用车98万元，差旅费8万元。",
        [("level", "98", None, "2024"), ("level", "8", None, "2024")],
    ),
    "a form's sign beside the word of change": Rule(
        OVERALL,
        "kind value direction",
        [f"收入总计90万元，较上年{way}6万元。" for way in ("增加（+）", "增加(＋)", "增加")],
        [("change", "6", "up")],
        "收入总计90万元，较上年增减（+/-）-6万元。",
        [("change", "-6", "down")],
    ),
    "a form that leaves the way open": Rule(
        OVERALL,
        "kind understood",
        [
            f"收入总计90万元，较上年{way}6万元。"
            for way in ("增加（减少）", "增加（+）/减少（-）", "减少（增加）")
        ],
        [("change", "False")],
        "收入总计90万元，较上年减少（-）6万元。",
        [("change", "True")],
    ),
    "a rate that reached a number": Rule(
        OVERALL,
        "kind value direction",
        [f"收入总计90万元，较上年{way}5%。" for way in ("增长率达到了", "增幅高达", "增幅仅为", "增长达")],
        [("change_rate", "5", "up")],
        "收入总计90万元，满意率达到了95%。",
        [("completion_rate", "95", None)],
    ),
    "the head of a phrase is its end": Rule(
        GENERAL,
        "measure understood",
        [
            "基本支出中的公用经费30万元。",
            "基本支出里的公用经费30万元。",
            "基本支出90万元当中公用经费30万元。",
        ],
        [("public_expenditure", "True")],
        "基本支出和公用经费30万元。",
        [(None, "False")],
    ),
    "what was carried out of the plan": Rule(
        GENERAL,
        "kind value base",
        [
            f"一般公共预算财政拨款支出90万元，{way}105.5%。"
            for way in ("占年度计划的", "占全年计划", "为预算的", "达到预算")
        ],
        [("completion_rate", "105.5", "adjusted_budget")],
        "一般公共预算财政拨款支出90万元，占本年支出的75.5%。",
        [("share", "75.5", None)],
    ),
    "预算 beside another budget is the first one": Rule(
        GENERAL,
        "value phase",
        [
            f"一般公共预算财政拨款支出预算数80万元，{way}95万元，决算数90万元。"
            for way in ("调整预算数", "变动预算", "全年预算数", "调整后预算数")
        ],
        [("80", "initial_budget"), ("95", "adjusted_budget"), ("90", "final")],
        "一般公共预算财政拨款支出预算数80万元，决算数90万元。",
        [("80", "adjusted_budget"), ("90", "final")],
    ),
    "a label with a percentage is no claim": Rule(
        GENERAL,
        "kind",
        [
            "基本支出：60.2%\n项目支出：39.8%",
            "图1 支出结构图\n基本支出60.2%\n项目支出39.8%",
            "结构图\n基本支出 60.2%",
        ],
        [],
        "支出90万元，其中基本支出占60.2%。",
        [("share",)],
    ),
    "figures without their unit": Rule(
        OVERALL,
        "kind value unit",
        [
            "本年支出2.05万元，较上年2.08减少0.03万元。",
            "本年支出2.05万元，比2023年2.08减少0.03。",
            "本年支出2.05万元，上年2.08万元，减少0.03，",
        ],
        [("level", "2.08", "万元"), ("change", "0.03", "万元")],
        "本年支出2.05万元，见附表2.08减少说明3。",
        [("level", "2.05", "万元")],
    ),
    "money of a part of the year is not the year's": Rule(
        OVERALL,
        "value understood",
        [
            f"{way}支出90万元。"
            for way in (
                "1-10月",
                "2024年1至9月份，",
                "截至10月底，",
                "截至2024年10月31日，",
                "上半年",
                "前三季度",
                "一季度",
            )
        ],
        [("90", "False")],
        "截至2024年12月31日，支出90万元。",
        [("90", "True")],
    ),
    "a share that moved": Rule(
        OVERALL,
        "kind value period",
        [
            "人员经费占比由60%提高到65%。",
            "人员经费占支出的比重从上年的60%升至65%。",
            "人员经费占支出比例由2023年60%上升到65%。",
        ],
        [("share", "60", "2023"), ("share", "65", "2024")],
        "人员经费补助标准由60%提高到65%。",
        [],
    ),
    "figures of several things, each its own": Rule(
        GENERAL,
        "measure value",
        [
            "基本支出、项目支出占本年支出的60%、40%。",
            "基本支出和项目支出占比60%和40%。",
            "本年支出中基本支出与项目支出分别占60%和40%。",
        ],
        [("basic_expenditure", "60"), ("project_expenditure", "40")],
        "基本支出和项目支出占本年支出的100%。",
        [(None, "100")],
    ),
    "中 is a grade beside others": Rule(
        RESULTS,
        "subject value",
        [
            "自评项目9个，优3个，良2个，中4个。",
            "自评项目9个，其中优3个、良2个、“中”4个。",
            "自评项目9个，优3个，良2个，中等4个。",
        ],
        [("中", "4")],
        "自评项目9个，其中市级4个。",
        [("市级", "4")],
    ),
    "the project spoken of last": Rule(
        OVERALL,
        "subject value period",
        [
            f"图书购置项目20万元，{way}18万元。"
            for way in ("该项目上年支出", "该项目2023年支出", "本项目2023年资金")
        ],
        [("图书购置项目", "18", "2023")],
        "图书购置项目20万元，馆舍维修项目2023年支出18万元。",
        [("馆舍维修项目2023年支出", "18", "2023")],
    ),
    "last year's figure at the head of a budget's sentence": Rule(
        BUDGET,
        "measure value period",
        [f"2023年{way}90万元，2024年支出预算95万元。" for way in ("合计支出", "支出合计", "支出")],
        [("current_year_expenditure", "90", "2023"), ("current_year_expenditure", "95", "2024")],
        "2023年收入90万元，2024年支出预算95万元。",
        [("current_year_revenue", "90", "2023"), ("current_year_expenditure", "95", "2024")],
        {"kind": "budget"},
    ),
    "counts go on with what was counted": Rule(
        STAFF,
        "subject value direction",
        ["在园幼儿90人，比上年减少6人。", "在园幼儿90人，较去年减少6人。", "在园幼儿90人，同比减少6人。"],
        [("在园幼儿", "90", None), ("在园幼儿", "6", "down")],
        "在园幼儿90人，教职工减少6人。",
        [("在园幼儿", "90", None), ("教职工减少", "6", None)],
    ),
}


@pytest.mark.parametrize(("name", "way"), [(name, way) for name, rule in RULES.items() for way in rule.ways])
def test_a_rule_is_read_in_the_words_of_each_clerk(name: str, way: str) -> None:
    rule = RULES[name]
    told = rule.told
    assert rule.read(way, len(told)) == told


@pytest.mark.parametrize("name", RULES)
def test_a_rule_does_not_reach_further(name: str) -> None:
    rule = RULES[name]
    assert rule.read(rule.counter, len(rule.told_instead)) == rule.told_instead


def test_each_rule_is_worded_in_three_ways_at_least() -> None:
    assert min(len(rule.ways) for rule in RULES.values()) >= 3
