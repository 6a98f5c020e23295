"""Web pages: the article of a government site, apart from the navigation around it."""
