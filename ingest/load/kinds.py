"""What kind of document a header or a folder says it is."""

from ingest.types import Kind

FOLDERS = {
    "press_releases": Kind.PRESS_RELEASE,
    "press": Kind.PRESS_RELEASE,
    "fact_sheets": Kind.FACT_SHEET,
    "facts": Kind.FACT_SHEET,
    "reports": Kind.REPORT,
    "news": Kind.NEWS,
    "case_studies": Kind.CASE_STUDY,
}


def parse_kind(text: str) -> Kind:
    """The kind that the text names: "Press release", "press-release" and "press_release" are one.

    Raises ValueError for a kind that does not exist.
    """
    return Kind("_".join(text.lower().replace("-", " ").replace("_", " ").split()))


def kind_of_folder(name: str) -> Kind:
    """The kind of the documents that a folder of this name holds, OTHER when the name says nothing."""
    return FOLDERS.get("_".join(name.lower().replace("-", " ").split()), Kind.OTHER)
