"""What scripts are read for: calls, addresses of files, objects, and what they are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.crawl.reading.answers import is_address, links_of, read_answer
from flows.crawl.reading.literals import NoLiteral, literal_at
from flows.crawl.reading.pages import read_page
from flows.crawl.reading.script_calls import Call, FileAddress, Parameter, read_calls
from tests.support.effort import lines_run, times_longer

HERE = "http://a.example/zwgk/"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: 1, 'b': \"x\", c: [true, null, 'y',]}", {"a": 1, "b": "x", "c": [True, None, "y"]}),
        (r"{'t': '某局\'s \u9884算'}", {"t": "某局's 预算"}),
        ("[/* one */ 1, // two\n 2]", [1, 2]),
        ('{"id": 007}', {"id": "007"}),
    ],
)
def test_objects_of_scripts_are_read_as_they_are_written(text: str, value: object) -> None:
    assert literal_at(text) == value


@pytest.mark.parametrize("text", ["{a: f()}", "{a: 1 + 2}", "{a}", "[" * 500, "function(){}", "{'a': }"])
def test_what_would_have_to_be_run_is_no_literal(text: str) -> None:
    with pytest.raises(NoLiteral):
        literal_at(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"data": [{"title": "某局2024年部门预算", "url": "t1.html"}]}',
        '[{"name": "某局2024年部门预算", "linkUrl": "./t1.html"}]',
        'callback_1({"rows": [{"docTitle": "某局2024年部门预算", "docPubUrl": "/zwgk/t1.html"}]});',
        '{"html": "<ul><li><a href=\\"t1.html\\">某局2024年部门预算</a></li></ul>"}',
        '{"list": "[{\\"infotitle\\": \\"某局2024年部门预算\\", \\"infourl\\": \\"t1.html\\"}]"}',
        "<?xml version='1.0'?><r><item><title>某局2024年部门预算</title><url>t1.html</url></item></r>",
        "<datastore><record><![CDATA[<a href='t1.html'>某局2024年部门预算</a>]]></record></datastore>",
    ],
)
def test_one_walker_finds_the_links_of_every_kind_of_answer(text: str) -> None:
    (link,) = links_of(read_answer(text), HERE)
    assert (link.url, link.text) == (HERE + "t1.html", "某局2024年部门预算")


@pytest.mark.parametrize(
    "text", ["", "plain words", "<html><body></body></html>", "var a = 1;", "{broken", "f('/a/b', {});"]
)
def test_what_is_no_answer_is_none(text: str) -> None:
    assert read_answer(text) is None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("/a/b", True),
        ("t1.jhtml", True),
        ("http://a.cn/x", True),
        ("P01.pdf?v=1", True),
        ("某局", False),
        ("a b.html", False),
        ("text/html", False),
        ("{url}", False),
    ],
)
def test_addresses_are_told_from_words(text: str, good: bool) -> None:
    assert is_address(text) is good


def test_a_call_is_read_with_what_its_parameters_are() -> None:
    script = read_calls(
        """
        var areaCode = "33"; const size = 20;
        $.post("/api/units", {area: areaCode, year: 2024, page: 1, empty: ''}, show);
        axios.post(`/api/items`, { unitId: u.unitId, pageSize: size });
        $.ajax({url: '/api/files', type: 'post', contentType: 'application/json',
          data: JSON.stringify({id: id})});
        function open(id) { window.location = "/down?f=" + id; }
        list.forEach(function (x) { open(x.fileId) });
        """
    )
    units = [("area", "33"), ("year", "2024"), ("page", "1"), ("empty", "")]
    assert [(one.name, one.value) for one in script.calls[0].parameters] == units
    assert script.calls[0].parameters[2].counts
    assert script.calls[1].parameters[0] == Parameter("unitId", field="unitId")
    assert [(call.address, call.posted, call.in_json) for call in script.calls] == [
        ("/api/units", True, False),
        ("/api/items", True, True),
        ("/api/files", True, True),
    ]
    assert script.files == (FileAddress("/down?f=", "fileId"),)


@pytest.mark.parametrize(
    "text",
    [
        "$.post('/api/login', {name: 'a'})",
        "$.post('/visit/count', {id: 1})",
        "$.post('/comment/save', {id: 1})",
        "$.get('/js/app.js', {})",
        "var a = '/api/units';",
        "console.log('/api/units', {a: 1})",
        "$('#x').attr('href', '/api/units')",
    ],
)
def test_calls_that_do_something_and_addresses_that_are_not_asked_for_are_none(text: str) -> None:
    assert read_calls(text).calls == ()


def test_what_a_script_puts_together_is_no_link() -> None:
    page = """<script>$('#a').append('<a href="/x/' + f.id + '.pdf">' + f.name + '</a>');</script>
    <script>document.write("<a href='/files/1.pdf'>某局2024年部门预算</a>");</script>"""
    links = read_page(HERE, f"<html><body>{page}</body></html>".encode(), None).links
    assert [link.url for link in links] == ["http://a.example/files/1.pdf"]


@pytest.mark.parametrize(
    ("begin", "piece", "pieces"),
    [
        ("", "$.post('/a/b', {", 3000),
        ("function f(", "a,", 20_000),
        ("", "'", 100_000),
        ("", "x = {a: [", 5000),
        ("x = ", "[{a: ", 3000),
        ("", "<a href='", 5000),
        ("", "location.href = ", 5000),
        ("`", "${a.", 5000),
        ("", "[['某局.pdf','/f/1.pdf']x", 3000),
    ],
)
def test_the_cost_of_a_script_grows_with_its_length_no_faster(begin: str, piece: str, pieces: int) -> None:
    def reading(count: int) -> Callable[[], object]:
        script = begin + piece * count
        page = f"<html><body><script>{script}</script></body></html>".encode()
        return lambda: (read_page(HERE, page, None), read_calls(script))

    few = pieces // 32
    reading(few)()  # loads the rules
    assert lines_run(reading(8 * few)) < 1.5 * 8 * lines_run(reading(few))
    assert times_longer(reading(few), reading(pieces)) < 200  # 32 is good, 1,024 is not


@pytest.mark.parametrize(
    "script",
    [
        "var f = [['某局.pdf', '/f/1.pdf']];",
        "show({title: 'x', atts: [['某局.pdf', '/f/1.pdf']]});",
        "var f = {rows: [{atts: [['/f/1.pdf', '某局.pdf']]}]};",
        "add('某局.pdf', '/f/1.pdf');",
        "var f = {'url': '\\/f\\/1.pdf', name: '某局.pdf'};",
    ],
)
def test_a_file_and_its_name_are_found_however_a_script_lists_them(script: str) -> None:
    links = read_page(HERE, f"<html><body><script>{script}</script></body></html>".encode(), None).links
    assert [(link.url, link.text) for link in links] == [("http://a.example/f/1.pdf", "某局.pdf")]


def test_the_words_of_an_element_that_holds_the_whole_page_are_short() -> None:
    def page(elements: int, words: int) -> bytes:
        body = "<div data-url='/a/b.html'>" * elements + "<p>words</p>" * words
        return f"<html><body>{body}</body></html>".encode()

    def effort(elements: int, words: int) -> int:
        return lines_run(lambda: read_page(HERE, page(elements, words), None))

    links = read_page(HERE, page(100, 4000), None).links
    assert links
    assert max(len(link.text) for link in links) <= 300
    assert effort(100, 4000) < 1.2 * (effort(100, 60) + effort(1, 4000))


def test_a_call_compares_as_what_it_asks() -> None:
    assert Call("/a/b", ()).fields == ()
