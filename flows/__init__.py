"""Flows and the command line: this room alone knows Prefect."""
