"""The trained reader: a question and a passage to the odds that it answers, and where. See CARD.md beside this file."""
