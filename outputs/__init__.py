"""From records to files: JSON, Arrow and Parquet, and their schemas.

This room alone knows Arrow. What a worker process needs to write a document's JSON
(``json_documents``, ``published_values``, ``out_folder``) does without it, to stay small.
"""
