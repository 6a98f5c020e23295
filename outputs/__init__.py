"""From records to files: JSON, Arrow and Parquet, their schemas, the review page, spreadsheets.

This room alone knows Arrow. What a worker process needs (``json_documents``, ``published_values``,
``out_folder``, ``findings``) does without it, to stay small.
"""
