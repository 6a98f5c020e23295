"""What figures and claims measure, in the words of the lexicon."""
