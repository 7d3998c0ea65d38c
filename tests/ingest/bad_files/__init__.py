"""The bad files and names that an ingest must live with, made by code: an id, what is bad, and what becomes of it."""
