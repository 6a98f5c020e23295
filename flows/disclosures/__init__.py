"""Documents of one disclosure (同一份公开) found and linked with each other."""
