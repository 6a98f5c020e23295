"""What small sites of disclosures are made of: articles with files, lists, answers for scripts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from tests.support.disclosure_site import Reply, Site

OFFICES = ("教育局", "公安局", "民政局", "司法局", "审计局", "水利局", "统计局", "信访局")
NEWS = ("县长调研防汛工作", "某某中学2024年预算内设备采购招标公告", "关于编制2025年部门预算的通知")


@dataclass
class Made:
    """A site of a family: where it starts, the addresses of its disclosures, what its report must tell."""

    family: str
    dialect: str
    site: Site
    start: str = "/"
    wanted: set[str] = field(default_factory=set)
    told: str = ""

    @property
    def id(self) -> str:
        return f"{self.family}-{self.dialect}"

    def pdf(self, path: str, **more: object) -> str:
        """A file that is a disclosure."""
        self.wanted.add(path)
        self.site.file(path, f"%PDF-1.4 {self.id} {path}".encode(), **more)
        return path

    def article(self, path: str, title: str, body: str, head: str = "") -> str:
        self.site.page(path, f"<h2>{title}</h2>{body}", f"{title}_某某县人民政府", head=head)
        return path

    def with_file(
        self, number: int, folder: str, ending: str = "html", name: str = "P0202402{}.pdf"
    ) -> tuple[str, str]:
        """An article with one attached file; its address and title."""
        title = f"某某县{OFFICES[number]}2024年部门预算公开"
        file = self.pdf(f"{folder}/" + name.format(f"{number:08}"))
        link = f'<p>见附件</p><a href="./{file.rpartition("/")[2]}">附件{number}</a>'
        return self.article(f"{folder}/t20240220_{number}.{ending}", title, link), title


def rows(items: list[tuple[str, str]]) -> str:
    """A list as most pages have it, with things between that are no disclosures."""
    shown = [*items, ("/xwzx/1.html", NEWS[0]), ("/zbgg/2.html", NEWS[1]), ("/tzgg/3.html", NEWS[2])]
    return "<ul>" + "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in shown) + "</ul>"


def as_json(value: object) -> Reply:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Reply(body, headers={"Content-Type": "application/json;charset=utf-8"}, marked=False)


def html(text: str, media_type: str = "text/html") -> Reply:
    return Reply(text.encode(), headers={"Content-Type": f"{media_type}; charset=utf-8"}, marked=False)


def pages_of(items: list[tuple[str, str]], size: int = 3) -> list[list[tuple[str, str]]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def page_number(query: dict[str, str], *names: str) -> int:
    for name in names:
        if query.get(name, "").isdigit():
            return int(query[name])
    return 0


def taken(pages: list[list[tuple[str, str]]], number: int) -> list[tuple[str, str]]:
    return pages[number] if 0 <= number < len(pages) else []
