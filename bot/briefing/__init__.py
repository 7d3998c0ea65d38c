"""A conversation to take away: as Markdown, Word or PDF, with every quote in a form that can be checked again."""
