"""A briefing as PDF, and its text read back."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bot.briefing.blocks import TITLE, Block, Style

_PLAIN, _BOLD = "Briefing", "Briefing-Bold"
_FILES = {_PLAIN: "DejaVuSans.ttf", _BOLD: "DejaVuSans-Bold.ttf"}
_MARGIN = 56  # points
_LOOKS: dict[Style, dict[str, Any]] = {
    Style.TITLE: {"fontName": _BOLD, "fontSize": 18, "leading": 24, "spaceAfter": 6},
    Style.HEADING: {"fontName": _BOLD, "fontSize": 12, "leading": 16, "spaceBefore": 12, "spaceAfter": 4},
    Style.SHORT_ANSWER: {"fontName": _BOLD, "fontSize": 11, "leading": 15, "spaceAfter": 4},
    Style.BODY: {"fontName": _PLAIN, "fontSize": 10, "leading": 14, "spaceAfter": 5},
    Style.NOTE: {"fontName": _PLAIN, "fontSize": 9, "leading": 13, "spaceAfter": 5, "textColor": "#55605b"},
}


def to_pdf(blocks: Iterable[Block]) -> bytes:
    """The file, A4; the same blocks give the same bytes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    _register_fonts()
    # Long addresses break between letters.
    looks = {style: ParagraphStyle(style.value, splitLongWords=1, **how) for style, how in _LOOKS.items()}
    file = BytesIO()
    margins = {f"{side}Margin": _MARGIN for side in ("left", "right", "top", "bottom")}
    made = SimpleDocTemplate(file, pagesize=A4, title=TITLE, author="", lang="en-GB", invariant=1, **margins)
    made.build([Paragraph(_marked_up(block), looks[block.style]) for block in blocks])
    return file.getvalue()


def _marked_up(block: Block) -> str:
    """The text in the library's markup: all that is a letter escaped, the address at its end a link."""
    text = block.text
    if not block.link.startswith("http") or not text.endswith(block.link):
        return escape(text)
    own = text.removesuffix(block.link)
    return f'{escape(own)}<a href={quoteattr(block.link)} color="#0a6b5c">{escape(block.link)}</a>'


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    """The fonts that every PDF reader has know no letters past Western Europe's; those beside the plots know most."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    plots = find_spec("matplotlib")
    assert plots is not None
    assert plots.origin is not None
    folder = Path(plots.origin).parent / "mpl-data" / "fonts" / "ttf"
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))


def read_pdf(content: bytes) -> str:
    """The text of its pages. Raises whatever the library does for what is no PDF."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
