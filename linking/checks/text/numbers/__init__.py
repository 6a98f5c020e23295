"""Numbers of a sentence held against each other by their form alone, whatever they are called."""
