"""What a disclosure says in words, with the claims, reasons and definitions that the words make."""
