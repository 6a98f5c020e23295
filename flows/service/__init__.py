"""What lets a nightly service be left alone: its log, who is told, health and metrics, retention."""
