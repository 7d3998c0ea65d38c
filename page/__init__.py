"""What surrounds the chat page: its style and the guard in front of it."""
