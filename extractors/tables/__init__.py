"""From lines and rulings to tables and facts.

``rulings`` -> ``grid`` -> ``cells`` -> ``captions`` -> ``continuation`` -> ``headers`` -> ``facts``.
"""
