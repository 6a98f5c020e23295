"""Small sites built as the content systems build theirs, each family in two dialects.

Every one has disclosures, some news and tenders between them, a robots rule, and a host of its own. A
site says which of its addresses are disclosures; whoever begins at its start page should find them.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from tests.support import site_answers, site_pages
from tests.support.disclosure_site import Site
from tests.support.site_making import Made

FAMILIES: dict[str, Callable[[Made, bool], None]] = {
    "trs": site_pages.trs,
    "ucap-static": site_pages.ucap_static,
    "ucap-json": site_answers.ucap_json,
    "jcms": site_answers.jcms,
    "jpaas": site_answers.jpaas,
    "gkmlpt": site_answers.gkmlpt,
    "vsb": site_pages.vsb,
    "webplus": site_pages.webplus,
    "lonsun": site_answers.lonsun,
    "openness": site_pages.openness,
    "aspnet": site_answers.aspnet,
    "epoint": site_answers.epoint,
    "platform": site_answers.platform,
    "steps": site_answers.steps,
    "frames": site_pages.frames,
    "scripts": site_pages.scripts,
    "offices": site_pages.offices,
    "cut-off": site_pages.cut_off,
    "misnamed": site_pages.misnamed,
    "wall": site_pages.walls,
    "shell": site_pages.shells,
}


def build(family: str, second: bool, site: Site) -> Made:
    """The site of a family, in its first dialect or its second."""
    made = Made(family, "b" if second else "a", site)
    FAMILIES[family](made, second)
    rules = b"User-agent: *\nDisallow: /secret/\nDisallow: /xw/\n"
    site.file("/robots.txt", rules, "text/plain", marked=False)
    return made


def asked_for(made: Made) -> set[str]:
    """The disclosures of a site that were asked for and came."""
    return set(map(unquote, made.site.paths(200))) & set(map(unquote, made.wanted))
