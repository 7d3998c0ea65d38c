"""The owner's page: what visitors asked and found wanting, behind a password."""
