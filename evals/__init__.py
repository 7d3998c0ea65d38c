"""Measured quality, from files of questions; nothing of the product imports it."""
