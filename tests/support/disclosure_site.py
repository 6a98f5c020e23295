"""A site on loopback that discloses as real ones do, with their patterns, faults and traps."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, quote


@dataclass
class Reply:
    """What the site says at an address. ``marked`` replies have an ETag and answer to conditions."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    marked: bool = True
    seconds: float = 0.0
    failures: int = 0
    """So many times it answers with status 500 first."""
    closes: bool = False
    """The connection ends without an answer."""


@dataclass
class Asked:
    """A request as it came, with the status and the bytes of the answer."""

    path: str
    status: int
    size: int
    agent: str
    moment: float
    posted: str = ""


class Site:
    """Replies by path and query, and the log of what was asked for."""

    def __init__(self, name: str = "127.0.0.1") -> None:
        self.replies: dict[str, Reply] = {}
        self.scripts: dict[str, Callable[[dict[str, str], str], Reply]] = {}
        """What answers at a path, whatever the query: from its parameters and the body of a POST."""
        self.log: list[Asked] = []
        self._failed: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_address[1]
        self.authority = f"{name}:{self.port}"
        self.url = f"http://{self.authority}"

    def page(self, path: str, body: str, title: str = "", encoding: str = "utf-8", **more: object) -> None:
        """A page of HTML; its header says nothing of its encoding, as is usual."""
        html = (
            "<!DOCTYPE html><html><head>"
            f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
            f"<title>{title}</title>{more.pop('head', '')}</head><body>{body}</body></html>"
        )
        headers = {"Content-Type": "text/html"}
        self.replies[path] = Reply(html.encode(encoding), headers=headers, **more)  # type: ignore[arg-type]

    def file(self, path: str, body: bytes, content_type: str = "application/pdf", **more: object) -> None:
        headers = {"Content-Type": content_type} | more.pop("headers", {})  # type: ignore[operator]
        self.replies[path] = Reply(body, headers=headers, **more)  # type: ignore[arg-type]

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.replies[path] = Reply(status=status, headers={"Location": to}, marked=False)

    def paths(self, status: int | None = None) -> list[str]:
        """What was asked for, in order."""
        with self._lock:
            return [one.path for one in self.log if status in (None, one.status)]

    def forget(self) -> None:
        """Begin a new log."""
        with self._lock:
            self.log.clear()

    def _answer(self, path: str, conditions: dict[str, str], posted: str) -> Reply:
        plain, _, query = path.partition("?")
        if plain in self.scripts:
            return self.scripts[plain](dict(parse_qsl(query, keep_blank_values=True)), posted)
        reply = self.replies.get(path)
        if reply is None:
            return Reply(b"<html><title>404</title><body>not here</body></html>", 404, marked=False)
        with self._lock:
            self._failed[path] += 1
            if self._failed[path] <= reply.failures:
                return Reply(b"busy", 500, marked=False)
        if reply.marked and reply.status == 200:
            tag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
            headers = reply.headers | {"ETag": tag}
            if conditions.get("if-none-match") == tag:
                return Reply(b"", 304, headers)
            return Reply(reply.body, 200, headers, seconds=reply.seconds)
        return reply

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                posted = self.rfile.read(length).decode() if length else ""
                headers = {k.lower(): v for k, v in self.headers.items()}
                reply = site._answer(self.path, headers, posted)
                with site._lock:
                    agent, now = self.headers.get("User-Agent", ""), time.monotonic()
                    site.log.append(Asked(self.path, reply.status, len(reply.body), agent, now, posted))
                time.sleep(reply.seconds)
                if reply.closes:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            do_POST = do_GET

            def log_message(self, *_: object) -> None: ...

        return Handler

    @contextmanager
    def running(self) -> Iterator[Site]:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


def raw(text: str, encoding: str = "gb18030") -> str:
    """A header's value whose bytes are in an encoding."""
    return text.encode(encoding).decode("latin-1")


def fill(site: Site, files: Site, forbidden: Site, documents: list[Path]) -> None:
    """Give the site its content. ``documents`` are six PDF files of disclosures."""
    pdf = [path.read_bytes() for path in documents]
    site.file("/robots.txt", b"User-agent: *\nDisallow: /secret/\n", "text/plain", marked=False)
    site.page(
        "/zwgk/yjs/",
        """<ul>
        <li><a href="./202409/t20240920_1.html" title="">某某县卫生健康局2024年度部门决算</a></li>
        <li><a href="../../module/download?i_ID=7&amp;colid=1">某某县档案馆2024年部门预算.pdf</a></li>
        <li><a href="/secret/2024budget.pdf">某某县保密局2024年部门预算.pdf</a></li>
        <li><a href="/old/gone.html">某某县水利局2023年度部门决算</a></li>
        <li><a href="/old/dead.pdf">某某县林业局2023年度部门决算.pdf</a></li>
        <li><a href="/go/away">某某县税务局2024年部门预算公开</a></li>
        <li><a href="/go/inside">某某县财政局2024年部门预算公开</a></li>
        <li><a href="ftp://127.0.0.1/2024budget.pdf">某某县统计局2024年部门预算.pdf</a></li>
        <li><a href="/news/1.html">县长调研防汛工作</a></li>
        <li><a href="/zfcg/1.html">某某学校2024年预算内设备采购招标公告</a></li>
        <li><a href="javascript:void(0)">打印</a> <a href="#top">返回顶部</a></li></ul>
        <script>createPageHTML(3, 0, "index", "html");</script>""",
        "部门预决算公开",
    )
    site.page(
        "/zwgk/yjs/index_1.html",
        '<a href="202402/t2_2.html">某某镇人民政府2024年部门预算公开</a>',
        "部门预决算公开",
        "gb2312",
    )
    site.page(
        "/zwgk/yjs/index_2.html",
        f'<a href="{files.url}/upload/P0202409.pdf">某某县民政局2023年度部门决算</a>'
        f'<a href="{forbidden.url}/2024.pdf">某某县医保局2024年部门预算.pdf</a>'
        f'<a href="{files.url}/page.html">某某县人社局2024年部门预算说明</a>',
        "部门预决算公开",
    )
    # An article with attachments; the first is slow and fails at first.
    site.page(
        "/zwgk/yjs/202409/t20240920_1.html",
        "<h1>某某县卫生健康局2024年度部门决算公开</h1><p>现将决算公开如下。</p>"
        '<a href="./P020240920.pdf">附件1：2024年度部门决算公开</a>'
        '<a href="/module/download?i_ID=9">点击下载</a>'
        '<a href="/zwgk/">首页</a>',
        "某某县卫生健康局2024年度部门决算公开_某某县人民政府",
        head='<meta name="ArticleTitle" content="某某县卫生健康局2024年度部门决算公开">'
        '<meta name="PubDate" content="2024-09-20 10:30">',
        failures=1,
    )
    site.file("/zwgk/yjs/202409/P020240920.pdf", pdf[0], failures=2)
    site.file(
        "/module/download?i_ID=9",
        pdf[1],
        "application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{raw("卫健局2024年度决算报表.pdf")}"'},
        seconds=0.3,
    )
    site.file("/module/download?i_ID=7&colid=1", pdf[2], "application/octet-stream", marked=False)
    # A page in GBK whose link is redirected to a file with a name of RFC 5987.
    site.page(
        "/zwgk/yjs/202402/t2_2.html",
        '<a href="/files/latest">2024年预算公开说明.pdf</a>',
        "某某镇人民政府2024年部门预算公开",
        "gbk",
    )
    site.redirect("/files/latest", "/files/2024/3.pdf")
    site.file(
        "/files/2024/3.pdf",
        pdf[3],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote('镇政府2024年预算.pdf')}"},
    )
    # Not found, once with status 200; a file that is a page.
    site.page("/old/gone.html", "<p>对不起，您访问的页面不存在</p>", "提示信息")
    site.page("/old/dead.pdf", "<p>系统登录</p>", "登录")
    # Traps.
    site.redirect("/go/away", f"{forbidden.url}/caught.html")
    site.redirect("/go/inside", f"http://localhost:{forbidden.port}/inside.html", 301)
    site.page("/news/1.html", "", "县长调研防汛工作")
    files.file("/upload/P0202409.pdf", pdf[4])
    files.page("/page.html", "", "某某县人社局2024年部门预算说明")
    for path in ("/2024.pdf", "/caught.html", "/inside.html"):
        forbidden.page(path, "trapped", "2024年部门预算")


def bomb(megabytes: int) -> Reply:
    """A small answer that is large once it is unpacked."""
    packed = gzip.compress(b"\0" * megabytes * 1_000_000)
    return Reply(packed, headers={"Content-Type": "application/pdf", "Content-Encoding": "gzip"})


WANTED = {
    "/zwgk/yjs/202409/P020240920.pdf": "附件1：2024年度部门决算公开.pdf",
    "/module/download?i_ID=9": "卫健局2024年度决算报表.pdf",
    "/module/download?i_ID=7&colid=1": "某某县档案馆2024年部门预算.pdf",
    "/files/latest": "2024年预算公开说明.pdf",
    "/upload/P0202409.pdf": "某某县民政局2023年度部门决算.pdf",
}
"""The files of the site that are disclosures, each with the name that it is published under."""

ARTICLES = {
    "/zwgk/yjs/202409/t20240920_1.html": "某某县卫生健康局2024年度部门决算公开",
    "/zwgk/yjs/202402/t2_2.html": "某某镇人民政府2024年部门预算公开",
}
"""The same for its pages."""
