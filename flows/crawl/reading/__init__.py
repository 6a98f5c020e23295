"""What an answer of a site says: pages, the scripts in them, answers for scripts, walls."""
