"""Word files (DOCX): the XML is settled first, then `unstructured` takes it apart."""
