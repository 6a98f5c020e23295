"""The process that crawls of tests are forked from: to load Scrapy takes longer than most of them.

It reads orders, a line each, and answers each with a line: the report, or nothing if the crawl broke off.
"""

from __future__ import annotations

import json
import os
import sys

# What Scrapy itself loads only when it crawls.
import scrapy.core.downloader.handlers.http11
import scrapy.core.scheduler
import scrapy.extensions.throttle
import scrapy.pqueues
import scrapy.spidermiddlewares.referer
import scrapy.squeues  # noqa: F401

from flows.crawl.__main__ import report_of
from flows.crawl.report import CrawlOrder


def main() -> None:
    for line in sys.stdin:
        order, log = json.loads(line)
        told, telling = os.pipe()
        child = os.fork()
        if not child:
            _crawl(CrawlOrder.model_validate(order), log, telling)
        os.close(telling)
        with open(told, encoding="utf-8") as report:
            answer = report.read()
        os.waitpid(child, 0)
        print(answer, flush=True)


def _crawl(order: CrawlOrder, log: str, telling: int) -> None:
    try:
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), sys.stderr.fileno())
        with open(telling, "w", encoding="utf-8") as report:
            report.write(report_of(order).model_dump_json())
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
