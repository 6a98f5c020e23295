"""Pages that are pictures: text recognised (OCR), rulings found, and handed on as any page's.

``candidates`` -> ``picture`` -> ``marks`` -> ``rulings`` -> ``strips`` -> ``recognition`` -> ``readings`` ->
``corrections``; ``pages`` leads a page through them. Only ``recognition`` knows the recogniser;
it and OpenCV are an optional extra, loaded when the first such page comes. Inside, lengths are
pixels of the straightened picture.
"""
