"""The records of a disclosure (披露) and the vocabularies they are written in.

Everything that Duizhang publishes is defined here once: ``records.tables`` holds one dataclass a
table, ``records.vocabularies`` the closed lists of words. The Arrow schemas, the JSON Schema and
``datapackage.json`` are derived from them in ``outputs``.
"""
