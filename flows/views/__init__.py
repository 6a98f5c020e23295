"""What is printed: a run as it goes, a document and its parts, what an OUT holds, a crawl."""
