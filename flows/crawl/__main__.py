"""The crawl of one source, in a process of its own: an order as JSON in, a report as JSON out.

The process that started this one keeps its input open; when that ends, so does this one.
"""

from __future__ import annotations

import os
import sys
import threading

from flows.crawl.archive import ArchiveFailure
from flows.crawl.crawl import crawl
from flows.crawl.report import CrawlOrder, SourceReport


def main() -> None:
    """Read the order, crawl, print the report."""
    order = CrawlOrder.model_validate_json(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    print(report_of(order).model_dump_json(), flush=True)
    os._exit(0)  # the thread that reads the input would hold up an ordinary exit


def report_of(order: CrawlOrder) -> SourceReport:
    """Crawl, which a process can do once; an archive that fails is told in the report."""
    try:
        return crawl(order)
    except ArchiveFailure as error:
        return SourceReport(source=order.source.name, crawl=order.crawl, broken=str(error))


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
