"""From files to passages on disk."""
