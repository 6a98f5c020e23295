"""Days that a disclosure tells of itself: when it was published (公开), when its money was approved (批复)."""
