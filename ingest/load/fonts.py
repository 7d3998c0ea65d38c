"""Whether a PDF page's fonts say which letters their glyphs are."""

from typing import Any

from pypdf import PageObject


def names_its_letters(page: PageObject) -> bool:
    """False when every font of the page knows its glyphs by number only: then its text is a riddle, read as it may."""
    resources: Any = page.get("/Resources") or {}
    fonts: Any = resources.get_object().get("/Font") if resources else None
    found = [font.get_object() for font in fonts.get_object().values()] if fonts else []
    return not found or any(not _is_numbered(font) for font in found)


def _is_numbered(font: Any) -> bool:
    """Whether the font has glyph numbers for codes, of no known collection, and no table of the characters."""
    if "/ToUnicode" in font or not str(font.get("/Encoding", "")).startswith("/Identity"):
        return False
    descendants: Any = font.get("/DescendantFonts") or []
    systems = [child.get_object().get("/CIDSystemInfo", {}).get_object() for child in descendants]
    return all(system.get("/Ordering") == "Identity" for system in systems)
