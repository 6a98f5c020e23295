"""What the words of a disclosure mean, decided once for tables and narrative.

``terms.toml`` (measures), ``words.toml`` (funds, sides, totals and words that add nothing),
the accounts (the classification of the budget), ``statements.toml`` (the forms) and ``titles.toml``
(how tables tell which form they are), ``families.toml`` (measures made of others) and ``bodies.toml`` (the
ends of bodies' names) are data,
validated when they are loaded: an unknown key, word or pattern raises
:class:`~records.rule_files.InvalidRules`.
:func:`records.lexicon.reading.read` reads words with them.
"""
