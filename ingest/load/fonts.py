"""Whether a PDF page's fonts say which letters their glyphs are, or at least what those look like."""

from typing import Any

from pypdf import PageObject

FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def names_its_letters(page: PageObject) -> bool:
    """False when every font of the page knows its glyphs by number only: then its text is a riddle, read as it may."""
    fonts = _fonts(page)
    return not fonts or any(not _is_numbered(font) for font in fonts)


def can_be_drawn(page: PageObject) -> bool:
    """False when a font of the page knows its glyphs by number only and is not in the file: then none can be seen."""
    return all(_is_in_file(font) for font in _fonts(page) if _is_numbered(font))


def _fonts(page: PageObject) -> list[Any]:
    resources: Any = page.get("/Resources") or {}
    fonts: Any = resources.get_object().get("/Font") if resources else None
    return [font.get_object() for font in fonts.get_object().values()] if fonts else []


def _is_numbered(font: Any) -> bool:
    """Whether the font has glyph numbers for codes, of no known collection, and no table of the characters."""
    if "/ToUnicode" in font or not str(font.get("/Encoding", "")).startswith("/Identity"):
        return False
    systems = [child.get("/CIDSystemInfo", {}).get_object() for child in _descendants(font)]
    return all(system.get("/Ordering") == "Identity" for system in systems)


def _is_in_file(font: Any) -> bool:
    descriptors = [child.get("/FontDescriptor") for child in _descendants(font)]
    return all(found and any(name in found.get_object() for name in FILES) for found in descriptors)


def _descendants(font: Any) -> list[Any]:
    return [child.get_object() for child in font.get("/DescendantFonts") or []]
