"""The formats of a briefing, a row each."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.briefing.blocks import Briefing
from bot.briefing.json_file import read_json, to_json_file
from bot.briefing.markdown import read_markdown, to_markdown
from bot.briefing.pdf import read_pdf, to_pdf
from bot.briefing.word import read_word, to_word


@dataclass(frozen=True, slots=True)
class Format:
    """How a briefing becomes a file, and the file's text is read back."""

    name: str
    media_type: str
    write: Callable[[Briefing], bytes]
    read: Callable[[bytes], str]


FORMATS = {
    "docx": Format(
        "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_word, read_word
    ),
    "pdf": Format("PDF", "application/pdf", to_pdf, read_pdf),
    "md": Format("Markdown", "text/markdown; charset=utf-8", to_markdown, read_markdown),
    "json": Format("JSON", "application/json", to_json_file, read_json),
}
