"""The suffix of a file, which says its format."""

from pathlib import PurePath


def suffix_of(path: PurePath) -> str:
    """The suffix in lower case; a dot or a space that ends the name, as Windows drops it, is no part of it."""
    return PurePath(path.name.rstrip(". ")).suffix.lower()
