"""Whose documents they are: public bodies and governments."""
