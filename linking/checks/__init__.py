"""Identities (勾稽关系) and rules, held against tables, text or both."""
