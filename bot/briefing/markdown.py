"""A briefing as Markdown (CommonMark), and its text read back (pure)."""

import re
from collections.abc import Iterable

from bot.briefing.blocks import Block, Style

_BEFORE = {Style.TITLE: "# ", Style.HEADING: "## ", Style.SHORT_ANSWER: "**", Style.BODY: "", Style.NOTE: "_"}
_AFTER = {Style.SHORT_ANSWER: "**", Style.NOTE: "_"}
# Whatever may be markup anywhere, and at a line's start; a backslash before any of them makes it a letter.
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$])")
_OPENING = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def to_markdown(blocks: Iterable[Block]) -> bytes:
    """The file, in UTF-8."""
    return "\n\n".join(map(_paragraph, blocks)).encode(errors="replace") + b"\n"


def _paragraph(block: Block) -> str:
    return f"{_BEFORE[block.style]}{_escaped(block.text)}{_AFTER.get(block.style, '')}"


def _escaped(text: str) -> str:
    shielded = _MARKUP.sub(r"\\\1", text)
    return _OPENING.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", shielded)


def read_markdown(content: bytes) -> str:
    """The text of a file that ``to_markdown`` made. Raises UnicodeDecodeError for what is no UTF-8."""
    paragraphs = content.decode("utf-8").replace("\r\n", "\n").split("\n\n")
    return "\n".join(_ESCAPED.sub(r"\1", _bare(paragraph.strip())) for paragraph in paragraphs)


def _bare(paragraph: str) -> str:
    for style, before in _BEFORE.items():
        after = _AFTER.get(style, "")
        if before and paragraph.startswith(before) and paragraph.endswith(after):
            return paragraph[len(before) : len(paragraph) - len(after)]
    return paragraph
