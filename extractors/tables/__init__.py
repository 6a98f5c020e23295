"""From lines and rulings to tables and facts.

``rulings`` -> ``grid`` -> ``cells`` -> ``captions`` -> ``continuation`` -> ``headers`` -> ``facts``;
``assemble`` leads a document's pages through them. Where rulings are missing, ``alignment`` finds the
table by its text (``fragments``, ``runs``), ``completion`` adds them and ``row_heights`` those between
rows; ``open_rows`` reads rows below a ruled header. ``forms`` reads performance forms.
"""
