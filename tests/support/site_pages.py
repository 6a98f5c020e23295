"""Sites whose lists stand in their pages, or in the scripts of these, each in two dialects."""

from __future__ import annotations

import json
from urllib.parse import quote

from tests.support.disclosure_site import Reply
from tests.support.site_making import OFFICES, Made, html, pages_of, rows


def trs(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/zwgk/yjs/202402") for n in range(8)]
    name, first = ("list", 1) if second else ("index", 0)
    ending = "shtml" if second else "html"
    for number, page in enumerate(pages_of(items)):
        call = (
            f"createPageHTML('pages', 3, {number + 1}, '{name}', '{ending}', 20)"
            if second
            else f'createPageHTML(3, {number}, "{name}", "{ending}")'
        )
        shown = number + first
        path = f"/zwgk/yjs/{name}.{ending}" if number == 0 else f"/zwgk/yjs/{name}_{shown}.{ending}"
        made.site.page(path, rows(page) + f"<script>{call};</script>", "部门预决算")
    made.start = f"/zwgk/yjs/{name}.{ending}"


def ucap_static(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/c1/202402", "shtml") for n in range(8)]
    name = "list" if second else "common_list"
    parts = pages_of(items)
    for number, page in enumerate(parts, 1):
        following = f"/c1/{name}_{number + 1}.shtml" if number < len(parts) else "#"
        onward = (
            f"<span onclick=\"location.href='{following}'\">下一页</span>"
            if second
            else f'<a href="{following}">下一页</a>'
        )
        path = f"/c1/{name}.shtml" if number == 1 else f"/c1/{name}_{number}.shtml"
        made.site.page(path, rows(page) + onward, "财政预决算_某某县")
    made.start = f"/c1/{name}.shtml"


def vsb(made: Made, second: bool) -> None:
    parts = pages_of([(f"/info/1012/{n}.htm", f"某某县{OFFICES[n]}2024年部门预算") for n in range(8)])
    for n, office in enumerate(OFFICES):
        path = f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid={n}"
        made.pdf(path, content_type="application/octet-stream")
        link = f'<a href="{path.replace("&", "&amp;")}">附件【{office}.pdf】</a>'
        made.article(f"/info/1012/{n}.htm", f"某某县{office}2024年部门预算", link)
    for number, page in enumerate(parts):
        left = len(parts) - number
        following = f"bmys/{left - 1}.htm" if number == 0 else f"{left - 1}.htm"
        words = "&gt;" if second else "下页"
        onward = f'<a href="{following}" class="Next">{words}</a>' if left > 1 else ""
        path = "/zwgk/bmys.htm" if number == 0 else f"/zwgk/bmys/{left}.htm"
        made.site.page(path, rows(page) + onward, "部门预算-某某县")
    made.start = "/zwgk/bmys.htm"


def webplus(made: Made, second: bool) -> None:
    items = []
    for n, office in enumerate(OFFICES):
        title = f"某某学院{office}2024年部门预算"
        file = made.pdf(f"/_upload/article/files/{n}a/{n}.pdf")
        viewer = (
            f'<div class="wp_pdf_player" sudyfile-attr="{{\'title\':\'{title}.pdf\'}}" pdfsrc="{file}"></div>'
            if not second
            else f'<iframe src="/_js/pdf/web/viewer.html?file={quote(file, safe="")}"></iframe>'
        )
        items.append((made.article(f"/2024/0220/c12a{n}/page.htm", title, viewer), title))
    parts = pages_of(items)
    for number, page in enumerate(parts, 1):
        onward = (
            f'<a class="next" href="/bmys/list{number + 1}.htm">下一页&gt;&gt;</a>'
            if number < len(parts)
            else ""
        )
        path = "/bmys/list.htm" if number == 1 else f"/bmys/list{number}.htm"
        made.site.page(path, rows(page) + onward, "预决算公开")
    made.start = "/bmys/list.htm"


def openness(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/OpennessContent/show" if second else "/public/66") for n in range(8)]
    parts = pages_of(items)
    for number, page in enumerate(parts, 1):
        numbers = "".join(f'<a href="?page={n}">{n}</a>' for n in range(1, len(parts) + 1) if n != number)
        onward = (
            numbers
            if second
            else f'<a href="?page={number + 1}"><img alt="下一页"></a>'
            if number < len(parts)
            else ""
        )
        path = "/OpennessTarget/view" + ("" if number == 1 else f"?page={number}")
        made.site.page(path, rows(page) + onward, "预算/决算")
    made.site.replies["/OpennessTarget/view?page=1"] = made.site.replies["/OpennessTarget/view"]
    made.start = "/OpennessTarget/view"


def frames(made: Made, second: bool) -> None:
    items = [made.with_file(n, "/zwgk/a") for n in range(8)]
    made.site.page("/zwgk/inner.html", rows(items), "列表")
    if second:
        made.site.page("/", "<script>window.location.href='/zwgk/outer.html';</script>", "某某县人民政府")
        made.site.page("/zwgk/outer.html", '<frameset><frame src="inner.html"></frameset>', "部门预算")
    else:
        made.site.page("/", "", head='<meta http-equiv="Refresh" content="0; URL=/zwgk/outer.html">')
        made.site.page("/zwgk/outer.html", '<iframe src="inner.html"></iframe>', "部门预算")


def scripts(made: Made, second: bool) -> None:
    items = []
    for n, office in enumerate(OFFICES):
        title, file = f"某某县{office}2024年部门预算", made.pdf(f"/files/{n}/b.pdf")
        whole = quote(made.site.url + file, safe="")
        ways = (
            f"<script>var files = [{{name: '{office}附件', url: '{file}'}}];</script>",
            f"<script>document.write('<a href=\"{file}\">附件<\\/a>');</script>",
            f"<a href=\"javascript:openFile('{file}')\">查看</a>",
            f"<span onclick=\"window.open('{file}')\">下载</span>",
            f'<div data-href="{file}">打开</div>',
            f'<script>PDFObject.embed("{file}", "#pdf");</script>',
            f'<iframe src="/pdfjs/web/viewer.html?file={quote(file)}"></iframe>',
            f'<iframe src="https://view.officeapps.live.com/op/embed.aspx?src={whole}"></iframe>',
        )
        items.append((made.article(f"/a/{n}.html", title, ways[(n + 3) % 8 if second else n]), title))
    if second:
        listed = "".join(f'<li data-url="{url}" title="{title}">{title}</li>' for url, title in items)
        made.site.page("/", f"<ul>{listed}</ul>", "部门预决算公开")
    else:
        listed = json.dumps([{"title": title, "url": url} for url, title in items], ensure_ascii=False)
        made.site.page("/", f"<div></div><script>var list = {listed}; show(list)</script>", "部门预决算公开")


def offices(made: Made, second: bool) -> None:
    """A page whose links say the names of offices only, or the years."""
    links = []
    for n, office in enumerate(OFFICES):
        title, file = f"某某县{office}2024年部门预算", made.pdf(f"/zl/{n}/1.pdf")
        made.article(f"/zl/{n}/t1.html", title, f'<a href="{file}">附件</a>')
        if second:
            made.site.page(f"/zl/{n}/", f'<a href="/zl/{n}/y.html">2024年</a>', f"某某县{office}")
            made.site.page(f"/zl/{n}/y.html", f'<a href="/zl/{n}/t1.html">部门预算</a>', "2024年")
        links.append(f'<a href="/zl/{n}/{"" if second else "t1.html"}">县{office}</a>')
    more = '<a href="/lddt/">领导动态</a><a href="/hd/">互动交流</a><a href="/bs/">办事大厅</a>'
    made.site.page("/zl/", "".join(links) + more, "预决算公开专栏")
    made.start = "/zl/"


def cut_off(made: Made, second: bool) -> None:
    """Titles that are cut off, below a way from the front page of the site."""
    items = []
    for n in range(8):
        url, title = made.with_file(n, "/gk/yjs/a")
        items.append((url, title[:13] + ("..." if second else "…")))
    made.site.page("/gk/yjs/", rows(items), "预算/决算" if second else "财政预决算")
    words = (
        ("政务公开", "法定主动公开内容", "财政资金")
        if second
        else ("政府信息公开", "法定主动公开内容", "预算/决算")
    )
    other = '<a href="/xw/">新闻动态</a><a href="/bs/">办事服务</a>'
    made.site.page("/", f'<a href="/gk/">{words[0]}</a>{other}', "某某县人民政府")
    made.site.page(
        "/gk/", f'<a href="/gk/fd/">{words[1]}</a><a href="/gk/zn/">公开指南</a>{other}', "政府信息公开"
    )
    made.site.page("/gk/cz/", '<a href="/gk/yjs/">预算、决算</a><a href="/gk/zw/">债务</a>', "财政资金")
    following = "/gk/cz/" if second else "/gk/yjs/"
    links = f'<a href="{following}">{words[2]}</a><a href="/gk/cf/">行政处罚</a>{other}'
    made.site.page("/gk/fd/", links, "法定主动公开")


def misnamed(made: Made, second: bool) -> None:
    """A list whose title is that of a disclosure; its next page stands elsewhere."""
    items = [made.with_file(n, "/ys/2024") for n in range(8)]
    parts = pages_of(items, 4)
    title = "某某县2024年部门预算" if second else "2024年部门预算公开"
    following = "/turn?to=2" if second else "/archive/p2.html"
    made.site.page("/ys/a.html", rows(parts[0]) + f'<a href="{following}">下一页</a>', title)
    made.site.page(following, rows(parts[1]), title)
    made.start = "/ys/a.html"


def walls(made: Made, second: bool) -> None:
    made.told = "wall"
    if second:
        script = '<script>document.cookie="__jsl_clearance_s=1";location.href=location.pathname</script>'
        made.site.scripts["/"] = lambda *_: html(f"<html><head>{script}</head></html>")
    else:
        made.site.replies["/"] = Reply(
            b"<html><script>$_ts=1</script></html>", 412, {"Content-Type": "text/html"}, False
        )


def shells(made: Made, second: bool) -> None:
    made.told = "scripts fill it"
    name = "__nuxt" if second else "app"
    made.site.page("/", f'<div id="{name}"></div><script src="/js/app.js"></script>', "某某县")
