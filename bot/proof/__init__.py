"""Whether the quotes that a chat model's sentence cites prove it: a module a rule, for ``bot.cite``."""
