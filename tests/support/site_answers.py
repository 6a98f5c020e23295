"""Sites whose lists are answers that their scripts ask for, each in two dialects."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, quote

from tests.support.disclosure_site import Reply
from tests.support.site_making import OFFICES, Made, as_json, html, page_number, pages_of, rows, taken


def ucap_json(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/c2/202402", "shtml") for n in range(8)]
    parts = pages_of(items)
    base, channel = ("/searchList/", "9f8e7d6c5b4a") if second else ("/common/search/", "0a1b2c3d4e5f")

    def answer(query: dict[str, str], _: str) -> Reply:
        found = taken(parts, page_number(query, "page") - 1)
        listed = [
            {"url": made.site.url + url, "title": title, "publishedTimeStr": "2024-02-20"}
            for url, title in found
        ]
        value = {"data": {"results": listed, "rows": len(listed), "total": len(items)}}
        if second:
            return html(f"callback({json.dumps(value)})", "application/javascript")
        return as_json(value)

    made.site.scripts[base + channel] = answer
    script = (
        f"var channelId = '{channel}'; load('{base}' + channelId + '?_isAgg=true&_isJson=true&page=' + n);"
        if second
        else f'queryList("{base}{channel}?_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1");'
    )
    made.site.page("/c2/list.shtml", f'<div id="list"></div><script>{script}</script>', "部门预算_某某县")
    made.start = "/c2/list.shtml"


def jcms(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/art/2024/2/20") for n in range(8)]
    parts = pages_of(items)
    proxy = "/module/jpage/dataproxy.jsp" if second else "/module/web/jpage/dataproxy.jsp"

    def record(url: str, title: str) -> str:
        return f"<record><![CDATA[<li><a href='{url}' title='{title}'>{title[:12]}…</a></li>]]></record>"

    def answer(query: dict[str, str], posted: str) -> Reply:
        told = query | dict(parse_qsl(posted))
        if (told.get("columnid"), told.get("unitid")) != ("12", "345"):
            return Reply(b"", 404, marked=False)
        found = taken(parts, page_number(told, "page"))
        body = "".join(record(*one) for one in found)
        return html(
            f"<?xml version='1.0' encoding='utf-8'?><datastore><recordset>{body}</recordset></datastore>",
            "text/xml",
        )

    made.site.scripts[proxy] = answer
    records = "".join(record(*one) for one in parts[0])
    if second:
        script = (
            '<div id="345"><script type="text/xml"><datastore>'
            f"<recordset>{records}</recordset></datastore></script></div>"
            f'<script>$("#345").jpage({{proxyUrl: "{proxy}", webid: 3, columnid: 12, unitid: 345}})</script>'
        )
    else:
        told = "page=1&appid=1&webid=3&path=/&columnid=12&unitid=345"
        group = f'<nextgroup><![CDATA[<a href="{proxy}?{told}"></a>]]></nextgroup>'
        script = (
            f'<script type="text/xml"><datastore>{group}<recordset>{records}</recordset></datastore></script>'
        )
    made.site.page("/col/col12/index.html", script, "部门预算")
    made.start = "/col/col12/index.html"


def jpaas(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/art/2024/2/21") for n in range(8)]
    parts = pages_of(items)
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"

    def answer(query: dict[str, str], _: str) -> Reply:
        if query.get("pageId") != "p9" or query.get("tagId") != "信息列表":
            return as_json({"success": False, "data": {}})
        number = int(json.loads(query.get("paramJson", '{"pageNo":1}'))["pageNo"])
        found = taken(parts, number - 1)
        listed = "".join(f'<li><a href="{url}" title="{title}">{title}</a></li>' for url, title in found)
        return as_json({"success": True, "code": "200", "data": {"html": f"<ul>{listed}</ul>"}})

    made.site.scripts[unit] = answer
    told = {
        "parseType": "bulidstatic",
        "webId": "w7",
        "tplSetId": "t5",
        "pageType": "column",
        "tagId": "信息列表",
    }
    told |= {"editType": "null", "pageId": "p9"}
    if second:
        data = json.dumps(told, ensure_ascii=False)
        script = f"<script>var queryData = {data}; $.get('{unit}', queryData)</script>"
    else:
        data = json.dumps(told, ensure_ascii=False).replace('"', "'")
        script = f'<script src="/AuthorizedRead/unitbuild.js" url="{unit}" queryData="{data}"></script>'
    made.site.page("/col/col9/index.html", f"<div>{script}</div>", "部门预决算公开")
    made.start = "/col/col9/index.html"


def gkmlpt(made: Made, second: bool) -> None:
    base = "/bmj/gkmlpt" if second else "/gkmlpt"
    items = []
    for n in range(8):
        title = f"某某县{OFFICES[n]}2024年部门预算"
        file = made.pdf(f"/attachment/0/{n}.pdf")
        link = f'<a href="{file}">{OFFICES[n]}附件.pdf</a>'
        items.append((made.article(f"{base}/content/1/1/post_{n}.html", title, link), title))
    parts = pages_of(items)

    def answer(query: dict[str, str], _: str) -> Reply:
        if query.get("sid") != "769":
            return as_json({"articles": []})
        found = taken(parts, page_number(query, "page") - 1)
        return as_json(
            {"total": 8, "articles": [{"title": title, "url": made.site.url + url} for url, title in found]}
        )

    made.site.scripts[f"{base}/api/all/31"] = answer
    tree = [
        {"id": 1, "name": "机构职能", "children": []},
        {"id": 30, "name": "财政", "children": [{"id": 31, "name": "预决算"}]},
    ]
    if second:
        written = (
            "[{id: 1, name: '机构职能'}, {id: 30, name: '财政', children: [{id: '31', name: '财政预决算'}]}]"
        )
        config = f"window._CONFIG = {{SID: 769, TREE: {written}}};"
    else:
        config = f"var _CONFIG = {{SITE: {{}}, SID: '769', TREE: {json.dumps(tree)}}};"
    made.site.page(f"{base}/index", f'<div id="app"></div><script>{config}</script>', "政府信息公开平台")
    made.start = f"{base}/index"


def lonsun(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/public/6617") for n in range(8)]
    parts = pages_of(items)

    def answer(query: dict[str, str], _: str) -> Reply:
        if query.get("catId") != "77" or query.get("organId") != "6617":
            return html("<p>暂无相关信息</p>")
        found = taken(parts, page_number(query, "pageIndex") - 1)
        listed = "".join(f'<li><a href="{url}" title="{title}">{title}</a></li>' for url, title in found)
        return html(f"<ul>{listed}</ul>" if found else "<p>暂无相关信息</p>")

    made.site.scripts["/site/label/8888"] = answer
    told = "?labelName=publicInfoList&siteId=1&pageSize=15&pageIndex=1&action=list&organId=6617&catId=77"
    if second:
        options = "{labelName: 'publicInfoList', siteId: '1', organId: '6617', catId: '77', type: '4'}"
        script = f"var opts = {options}; Ls.load(opts);"
    else:
        script = f"$('#list').load('/site/label/8888{told}');"
    made.site.page(
        "/public/column/6617?type=4&action=list",
        f'<div id="list"></div><script>{script}</script>',
        "财政预决算",
    )
    made.start = "/public/column/6617?type=4&action=list"


def aspnet(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/News/2024") for n in range(8)]
    parts = pages_of(items)
    target, prefix = ("ctl00$gv", "Page$") if second else ("pager", "")

    def shown(number: int) -> str:
        links = "".join(
            f'<a href="javascript:__doPostBack(&#39;{target}&#39;,&#39;{prefix}{n}&#39;)">{n}</a>'
            for n in range(1, len(parts) + 1)
            if n != number
        )
        state = f'<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="state/{number}=" />'
        return f'<form method="post">{state}{rows(taken(parts, number - 1))}{links}</form>'

    def answer(_: dict[str, str], posted: str) -> Reply:
        form = dict(parse_qsl(posted, keep_blank_values=True))
        number = 1
        if form.get("__EVENTTARGET") == target and form.get("__VIEWSTATE", "").startswith("state/"):
            number = int(form["__EVENTARGUMENT"].removeprefix(prefix))
        return html(f"<html><head><title>部门预算公开</title></head><body>{shown(number)}</body></html>")

    made.site.scripts["/List.aspx"] = answer
    made.start = "/List.aspx?cid=7"


def epoint(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/zwgk/003006/2024") for n in range(8)]
    parts = pages_of(items)
    guid = "7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"
    project = "EpointWebBuilder" if second else "EWB-FRONT"

    def answer(_: dict[str, str], posted: str) -> Reply:
        told = json.loads(posted or "{}")
        told = told["params"] if second else told
        if told.get("siteGuid") != guid or told.get("categorynum") != "003006":
            return as_json({"custom": {"data": []}})
        number = int(told["pageIndex"]) - (1 if second else 0)
        listed = [
            {"infourl" if second else "visiturl": url, "title": title} for url, title in taken(parts, number)
        ]
        return as_json({"custom": {"data": json.dumps(listed) if second else listed, "total": 8}})

    made.site.scripts[f"/{project}/rest/lightfrontaction/getgovinfolist"] = answer
    if second:
        told = f'{{"projectName": "{project}", "siteGuid": "{guid}"}}'
        script = f'<script>var siteInfo = {told}; var categorynum = "003006";</script>'
    else:
        script = '<script src="/js/webBuilderCommon.js"></script>'
        text = f"var siteInfo = {{'siteGuid': '{guid}', 'projectName': '/{project}'}};"
        made.site.scripts["/js/webBuilderCommon.js"] = lambda *_: html(text, "application/javascript")
    made.site.page("/zwgk/govInfoPub.html?categorynum=003006", f"<div></div>{script}", "政府信息公开")
    made.start = "/zwgk/govInfoPub.html?categorynum=003006"


def platform(made: Made, second: bool) -> None:
    """Units, their items, the files of an item: a request a step."""
    for n, office in enumerate(OFFICES[:6]):
        path = f"/yjs/business/file/download/f{n}" if second else f"/front/budgetfinal/download.do?iid={n}"
        made.pdf(path, headers={"Content-Disposition": f'attachment; filename="{quote(office)}2024.pdf"'})
    if second:
        made.site.scripts["/yjs/business/basic/select"] = lambda query, _: as_json(
            {
                "list": [
                    {"id": f"i{n}", "title": f"某某县{office}2024年部门预算", "publishTime": "2024"}
                    for n, office in list(enumerate(OFFICES[:6]))[
                        int(query["p"]) * 3 - 3 : int(query["p"]) * 3
                    ]
                ]
            }
        )
        for n, office in enumerate(OFFICES[:6]):
            value = {"files": [{"id": f"f{n}", "name": f"{office}公开表", "suffix": "pdf"}]}
            made.site.scripts[f"/yjs/business/basic/result/i{n}"] = lambda *_, told=value: as_json(told)
        made.site.page(
            "/yjs/business/page/list?type=2&basicId=15zf",
            "<script>load('/yjs/business/basic/select')</script>",
            "预决算公开",
        )
        made.start = "/yjs/business/page/list?type=2&basicId=15zf"
        return
    units = [{"iid": 100 + n, "name": f"某某县{office}", "pid": 122} for n, office in enumerate(OFFICES[:6])]
    made.site.scripts["/front/department/getdepartmentname.do"] = lambda _, posted: as_json(
        units if "pid=122" in posted else []
    )

    def items(_: dict[str, str], posted: str) -> Reply:
        told = dict(parse_qsl(posted))
        found = (
            [{"uuid": f"u{told['groupid']}", "title": "2024年部门预算"}] if told["page_num"] == "1" else []
        )
        return as_json({"budgetTemplates": found})

    made.site.scripts["/front/budgetfinal/itemsandpag.do"] = items
    made.site.scripts["/front/budgetfinal/getTemporaryFiles.do"] = lambda _, posted: as_json(
        [{"iid": int(posted.removeprefix("uuid=u")) - 100, "t_oldname": "公开表.pdf"}]
    )
    told = '{pid: 122, departmentName: "", date: "2024", typeid: 2}'
    script = f'$.post("/front/department/getdepartmentname.do", {told}, show)'
    made.site.page("/list.do", f"<script>{script}</script>", "预决算公开统一平台")
    made.start = "/list.do"


def steps(made: Made, second: bool) -> None:
    """A platform of its own making, whose page has the scripts that ask for units, items and files."""
    offices = OFFICES[:6]
    download = "/api/budget/download/" if second else "/portal/file/down?fileId="
    for n in range(len(offices)):
        made.pdf(f"{download}f{n}", content_type="application/octet-stream")

    def told(posted: str) -> dict[str, str]:
        return json.loads(posted or "{}") if second else dict(parse_qsl(posted))

    def units(_: dict[str, str], posted: str) -> Reply:
        right = told(posted).get("level") == 2 if second else told(posted).get("areaCode") == "330200"
        listed = [{"id": f"u{n}", "agencyCode": f"u{n}", "unitName": one} for n, one in enumerate(offices)]
        return as_json({"data": listed if right else []})

    def items(_: dict[str, str], posted: str) -> Reply:
        unit = told(posted)["agencyCode" if second else "deptId"]
        listed = [{"reportId": f"r{unit[1:]}", "title": "2024年部门预算"}]
        listed.append({"reportId": "r9", "title": "2024年政府预算"})
        return as_json({"data": {"rows": listed if told(posted).get("pageNo", "1") in ("1", 1) else []}})

    def files(_: dict[str, str], posted: str) -> Reply:
        return as_json({"data": [{"fileId": f"f{told(posted)['reportId'][1:]}", "attName": "公开表.pdf"}]})

    for path, answer in (("units", units), ("items", items), ("files", files)):
        made.site.scripts[f"/portal/api/{path}/list"] = answer
    made.site.scripts["/portal/api/visit/add"] = lambda *_: as_json({"trapped": True})
    if second:
        text = """
        fetch('/portal/api/visit/add', {method: 'POST', body: '{}'});
        export const units = () => axios.post('/portal/api/units/list', { level: 2, keyword: '' });
        export const items = (agencyCode) => axios.post(`/portal/api/items/list`, { agencyCode });
        export function files(row) { return axios.post("/portal/api/files/list", { reportId: row.reportId }) }
        export function down(f) { location.href = `/api/budget/download/${f.fileId}` }
        """
        made.site.scripts["/static/main.js"] = lambda *_: html(text, "application/javascript")
        sources = ("/static/vue.min.js", "/static/main.js")
        body = '<div id="app"></div>' + "".join(f'<script src="{one}"></script>' for one in sources)
    else:
        body = """<ul id="u"></ul><script>
        var areaCode = "330200";
        $.post("/portal/api/visit/add", {page: 1});
        $.ajax({url: "/portal/api/units/list", type: "POST", data: {areaCode: areaCode},
          success: function (r) {
          $.each(r.data, function (i, d) {
            $("#u").append('<li onclick="items(\\'' + d.id + '\\', 1)">' + d.unitName + "</li>"); }); }});
        function items(deptId, pageNo) {
          $.post("/portal/api/items/list", {deptId: deptId, pageNo: pageNo}, function (r) {
            for (var k in r.data.rows) files(r.data.rows[k].reportId); }); }
        function files(reportId) {
          $.post("/portal/api/files/list", {"reportId": reportId}, function (r) {
            var f = r.data[0];
            $("#f").append('<a href="/portal/file/down?fileId=' + f.fileId + '">' + f.attName); }); }
        </script>"""
    made.site.page("/portal/index", body, "预决算公开平台")
    made.start = "/portal/index"
