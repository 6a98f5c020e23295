"""Account paths (类/款/项) in running text, in the ways that they are written.

教育支出（类）普通教育（款）小学教育（项） · 教育支出（205类）… · 教育支出(205)普通教育(02) ·
（205）教育支出 · 2050202小学教育 · “小学教育”（项）, which inherits class and group from the account before.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.annotations import NamedAccount
from records.lexicon.accounts import accounts, all_codes_of, class_code, class_names
from records.list_numbers import ITEMS
from records.phrases import Phrases

WORDS = Phrases("nlp/accounts")

FUNCTIONAL = "12"
"""First digits of the functional classification: of revenue and of expenditure."""
LEVELS = {"类": 1, "款": 2, "项": 3}
_STOPS = "，。；：:;,\n"
"""What no name goes over, whatever brackets it has."""
_JOINS = frozenset("-—－–→>＞/／\\＼_＿·|｜")
"""What stands between the names of a path, so that most texts need not be searched for one."""
_QUOTES = re.compile(r"[“”\"‘’「」『』《》\s]")


def find_accounts(text: str, memory: list[str]) -> list[NamedAccount]:
    """The accounts that ``text`` names, in order.

    ``memory`` is the path named last, from which a 款 or 项 without its parents inherits; it is
    brought up to date.
    """
    marks = list(WORDS.mark.finditer(text))
    result: list[NamedAccount] = []
    at = 0
    while at < len(marks):
        account, at = _marked(text, marks, at, memory)
        if account is not None:
            result.append(account)
            _remember(memory, account)
    result += _reversed(text, memory)
    if not _JOINS.isdisjoint(text):
        known = {account.start for account in result}
        result += [one for one in _whole_paths(WORDS.dashed, text, memory) if one.start not in known]
    if "类" in text and "款" in text:
        result += [
            one
            for one in _whole_paths(WORDS.plain_marks, text, memory)
            if not any(other.start < one.end and one.start < other.end for other in result)
        ]
    taken = [(account.start, account.end) for account in result]
    for match in WORDS.coded.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        account = _coded(text, match, memory)
        if account is not None:
            result.append(account)
            _remember(memory, account)
    result.sort(key=lambda account: account.start)
    return _joined_paths(text, result)


def _joined_paths(text: str, found: list[NamedAccount]) -> list[NamedAccount]:
    """208类…20805款…2080505项…: names with their codes in front, each under the one before, are one path."""
    result: list[NamedAccount] = []
    for one in found:
        last = result[-1] if result else None
        under = last is not None and one.names[:-1] == last.names and bool(one.code)
        if last is not None and under and WORDS.between_levels.fullmatch(text, last.end, one.start):
            result[-1] = replace(one, start=last.start)
        else:
            result.append(one)
    return result


def _reversed(text: str, memory: list[str]) -> list[NamedAccount]:
    """Accounts with their parents behind them: 小学教育（教育支出—普通教育）."""
    result = []
    for match in WORDS.parents_behind.finditer(text):
        name, offset = _name(match["name"], False)
        if name:
            memory[:] = [match["top"], match["group"], name]
            result.append(NamedAccount(match.start() + offset, match.end(), list(memory), 3))
    return result


def _whole_paths(pattern: re.Pattern[str], text: str, memory: list[str]) -> list[NamedAccount]:
    """Paths whose ``pattern`` has a group for each level."""
    result = []
    for match in pattern.finditer(text):
        path = [part for part in (match["top"], match["group"], match["item"]) if part]
        memory[:] = path
        result.append(NamedAccount(match.start(), match.end(), path, len(path)))
    return result


def _remember(memory: list[str], account: NamedAccount) -> None:
    """Keep a path, or of one with a gap its class, as what a 款 or 项 without its parents inherits from."""
    if len(account.names) == account.level:
        memory[:] = account.names
    elif class_code(account.names[0]):
        memory[:] = account.names[:1]


def _marked(
    text: str, marks: list[re.Match[str]], at: int, memory: list[str]
) -> tuple[NamedAccount | None, int]:
    """The account whose marks begin with number ``at``, and the number of the next mark."""
    first = marks[at]
    names: dict[int, str] = {}
    codes: list[str] = []
    start, end = first.start(), first.end()
    left = 0 if at == 0 else marks[at - 1].end()
    while at < len(marks):
        mark = marks[at]
        level = LEVELS.get(mark["level"] or "") or _level_by_digits(mark["digits"] or "", names)
        if level is None or (names and level != max(names) + 1 and not (level > max(names))):
            break
        span = text[left : mark.start()]
        coded = None if mark["code"] or mark["digits"] else WORDS.code_behind.search(span)
        if coded:
            span = span[: coded.start()]  # 卫生健康支出210（类）公共卫生04（款）
        in_front = WORDS.code_in_front.match(span) if names else None
        numbered = in_front or (WORDS.numbered.match(span) if names else None)
        if numbered:
            left, span = left + numbered.end(), span[numbered.end() :]
        if names and re.search(r"[，。；：,;:\n\d]", span):
            break
        name, offset = _name(span, bool(names), level == 1)
        if not name or (mark["digits"] and not names and not _may_be_class(name, mark["digits"])):
            break
        if not names:
            start = left + offset
        names[level] = name
        digits = mark["code"] or mark["digits"] or (coded and coded[0]) or (in_front and in_front["code"])
        if digits:
            codes.append(digits)
        end = left = mark.end()
        at += 1
        if text.startswith("支出", end) and level == 1 and not name.endswith("支出"):
            names[level] = name + "支出"
            if not (
                at < len(marks) and re.search(r"[，。；：,;:\n\d]", text[end : marks[at].start()]) is None
            ):
                end += 2
                left = end
    if not names:
        return None, at + 1
    top = min(names)
    code = _joined(codes, len(names), top)
    parents = memory[: top - 1]  # of a 款 left out, the class alone: 农林水支出（类）行政运行（项）
    if parents and not _may_be_under(parents[0], names[top], code):
        parents = []
    path = [*parents, *(names[level] for level in sorted(names))]
    return NamedAccount(start, end, path, max(names), code), at


def _may_be_under(top: str, name: str, code: str | None) -> bool:
    """Whether an account may belong to the class ``top``, by its own printed code or those of its name."""
    codes = [code] if code else [one for one in all_codes_of(name) if one[:1] in FUNCTIONAL]
    own = class_code(top)
    return own is None and not code or not codes or any(one.startswith(own or "?") for one in codes)


def _level_by_digits(digits: str, names: dict[int, str]) -> int | None:
    if len(digits) > 2 and digits[0] not in FUNCTIONAL:
        return None  # 工资福利支出（301）: an item of the economic classification
    if not names:
        return {3: 1, 5: 2, 7: 3}.get(len(digits))
    if len(digits) in (5, 7):
        return {5: 2, 7: 3}[len(digits)] if max(names) < {5: 2, 7: 3}[len(digits)] else None
    return max(names) + 1 if len(digits) == 2 and max(names) < 3 else None


def _may_be_class(name: str, digits: str) -> bool:
    return len(digits) > 3 and digits[0] in "12" or class_code(name) is not None or name.endswith("支出")


def _joined(codes: list[str], names: int, top: int) -> str | None:
    """The printed parts of a code as one string; ``None`` if it is not whole."""
    if not codes:
        return None
    if len(codes[-1]) in (5, 7):
        return codes[-1]
    whole = "".join(codes)
    return whole if len(codes) == names and top == 1 and len(whole) == 1 + 2 * names else None


def _name(span: str, follows: bool, is_class: bool = False) -> tuple[str, int]:
    """The name that ends ``span``, and where it begins in it; ``follows`` if a parent comes before it."""
    match = None if follows else WORDS.name_end.search(span, max(map(span.rfind, _STOPS)) + 1)
    offset = match.start() if match else 0
    name = span[offset:]
    if not follows:
        for expression in (WORDS.amount, ITEMS, WORDS.time, WORDS.led_up, ITEMS):
            if all_codes_of(WORDS.code_before.sub("", name)):
                break  # 用于体育事业的彩票公益金支出
            cut = expression.match(name)
            if cut and cut.end() < len(name):
                offset, name = offset + cut.end(), name[cut.end() :]
    else:
        joint = _joint_of(name)
        offset, name = offset + joint, name[joint:]
    bare = _QUOTES.sub("", name)
    bare = WORDS.joint.sub("", bare)
    bare = WORDS.code_before.sub("", bare)
    known = WORDS.class_at_end.search(bare)
    if is_class and not follows and known and known.start() and not bare[: known.start()].endswith("其他"):
        offset, bare = offset + name.find(known[0]), known[0]
    return (bare, offset) if 2 <= len(bare) <= 40 else ("", offset)


def _joint_of(name: str) -> int:
    """How long the words are that join ``name`` with its parent: 中|小学教育, but 中等职业教育."""
    cut = WORDS.of_parent.match(name)
    end = cut.end() if cut else 0
    known = (at for at in sorted({0, max(0, end - 1), end}) if all_codes_of(name[at:]))
    return next(known, end if 1 < end < len(name) else 0)


def _coded(text: str, match: re.Match[str], memory: list[str]) -> NamedAccount | None:
    """An account written with its code in front: 2080505机关事业单位…, （208）社会保障和就业支出."""
    code = match["bracketed"] or match["marked"] or match["plain"]
    name = _QUOTES.sub("", match["name"])
    end = match.end("name")
    listed = accounts().get(("functional", code))
    whole = listed is not None and any(one.name == name + "支出" for one in listed.names)
    if len(code) > 3 and text.startswith("支出", end) and (whole or WORDS.named_expenditure.search(name)):
        name, end = name + "支出", end + 2
    if len(code) == 3:
        if text.startswith("支出", end) and not name.endswith("支出"):
            name, end = name + "支出", end + 2
        known = {known for known in class_names() if class_code(known) == code}
        if name not in known:
            return None
        return NamedAccount(match.start(), end, [name], 1, code)
    level = (len(code) - 1) // 2
    same = memory[: level - 1] if memory and class_code(memory[0]) == code[:3] else []
    return NamedAccount(match.start(), end, [*same, name], level, code)
