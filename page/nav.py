"""The way between our pages, the same on each."""

CHAT, LIBRARY, FIGURES = "/", "/library", "/figures"
_PAGES = ((CHAT, "Chat"), (LIBRARY, "Documents"), (FIGURES, "Key figures"))


def nav(current: str) -> str:
    """Links to our pages as HTML on one line, the current one marked."""
    each = "".join(f'<a href="{path}"{_mark(path == current)}>{name}</a>' for path, name in _PAGES)
    return f'<nav class="pages" aria-label="Pages">{each}</nav>'


def _mark(is_current: bool) -> str:
    return ' aria-current="page"' if is_current else ""
