"""The chat page: the only home of Gradio beside `ui.py`, which serves it."""
