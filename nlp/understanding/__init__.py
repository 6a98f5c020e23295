"""What a document's own words add to the lexicon: codes of its accounts, names of its body."""
