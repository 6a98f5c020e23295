"""Performance tables (绩效表): forms of several bands, summaries of projects, their indicators."""
