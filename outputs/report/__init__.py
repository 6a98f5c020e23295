"""The review page (审阅页面): static HTML that shows what does not hold in a disclosure, and where.

One folder holds it all: an overview, a page for each document, the pictures of the documents'
pages. It needs no server and no network.
"""
