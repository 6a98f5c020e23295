"""Days that a disclosure tells of itself: its publication (公开), the approval of its money (批复)."""
