"""Crawling government sites into an archive. This package alone knows Scrapy.

The crawl of a source runs in a process of its own (``python -m flows.crawl``), because its event
loop does not share a process with the flow engine's.
"""
