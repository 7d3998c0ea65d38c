"""A briefing as a Word file (Office Open XML), and its text read back."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from bot.briefing.blocks import TITLE, Block, Style

_STYLES = {Style.TITLE: "Title", Style.HEADING: "Heading 1"}


def to_word(blocks: Iterable[Block]) -> bytes:
    """The file."""
    from docx import Document

    document = Document()
    document.core_properties.title = TITLE
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    for block in blocks:
        _add(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Any, block: Block) -> None:
    paragraph = document.add_paragraph(style=_STYLES.get(block.style, "Normal"))
    text = block.text
    own = text.removesuffix(block.link) if block.link else text
    run = paragraph.add_run(own)
    run.bold = True if block.style is Style.SHORT_ANSWER else None
    run.italic = True if block.style is Style.NOTE else None
    if own != text:
        _add_link(paragraph, block.link)


def _add_link(paragraph: Any, address: str) -> None:
    """The library makes no links: one is a relation of the part, and an element round its run."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run(address)
    if not address.startswith("http"):
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline = True
    paragraph._p.append(link)
    link.append(run._r)


def read_word(content: bytes) -> str:
    """The text of its paragraphs. Raises whatever the library does for what is no such file."""
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
