"""Making and checking source lists: from addresses, from tables, from what is known of public record."""
