"""From lines and rulings to tables and facts.

``rulings`` -> ``grid`` -> ``cells`` -> ``captions`` -> ``continuation`` -> ``headers`` -> ``facts``;
``assemble`` leads a document's pages through them. Where rulings are missing, ``alignment`` finds the
table by its text (``fragments``) and ``completion`` adds them. ``forms`` reads performance forms.
"""
