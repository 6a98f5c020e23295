"""The parts of what a page shows, each gathered from a document by a function of its own."""
