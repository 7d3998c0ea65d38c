"""The language of a document, by its words or by the tag that it bears."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import LoadError
from ingest.language import language_code, language_of
from ingest.load import parse
from ingest.settings import Settings

TEXTS = {
    "en": "The company opened a new factory in Stevenage in 2020, and the government has been in favour of it.",
    "de": "Das Unternehmen hat im Jahr 2020 eine neue Fabrik eröffnet. Der Bau wurde von der Stadt unterstützt.",
    "fr": "L'entreprise a ouvert une nouvelle usine en 2020. Les autorités sont dans le projet avec des fonds publics.",
    "es": "La empresa abrió una nueva fábrica en 2020 con los fondos del gobierno y por las ventas del año que hay.",
    "it": "L'azienda ha aperto una nuova fabbrica nel 2020. Gli operai hanno con i fondi che sono della città.",
    "nl": "Het bedrijf heeft in 2020 een nieuwe fabriek geopend. De stad heeft het werk met geld gesteund.",
    "pt": "A empresa abriu uma fábrica nova em 2020. Os fundos são da região e não do estado, mas há uma outra.",
    "sv": "Företaget öppnade en fabrik 2020. Det är den största som finns på platsen och har stöd av staten.",
    "pl": "Firma otworzyła fabrykę w 2020 roku. Budowa jest na terenie miasta i nie jest przez państwo ze środków.",
    "ru": "Компания открыла новый завод в 2020 году.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_or_two_tell_the_language(code: str) -> None:
    """By function words, or by the script."""
    assert language_of(TEXTS[code]) == code


@pytest.mark.parametrize("text", ["", "45 companies.", "Autolus Achilles Freeline", "£5m; £7m; 12%"])
def test_too_few_words_tell_nothing(text: str) -> None:
    """Unknown stays unknown."""
    assert language_of(text) is None


TAGS = {"en-GB": "en", "de_DE.UTF-8": "de", "FR": "fr", " zh-Hans ": "zh", "English": "en", "gsw": "gsw"}


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_comes_to_its_language(tag: str) -> None:
    """Without region, script and encoding; by its name too."""
    assert language_code(tag) == TAGS[tag]


@pytest.mark.parametrize("tag", ["", "x", "javascript:", "12", "-en", "Klingonese"])
def test_what_is_no_tag_is_none(tag: str) -> None:
    """Of a page as of a header."""
    assert language_code(tag) is None


@given(st.text(max_size=200))
def test_any_text_has_a_language_or_none(text: str) -> None:
    """As a code of two letters."""
    found = language_of(text)
    assert found is None or (len(found) == 2 and found.isalpha())


def read(name: str, data: bytes) -> str | None:
    """The language of a file."""
    return parse(data, Path(name), name, Settings(_env_file=None)).source.language


def test_each_format_can_say_its_language() -> None:
    """A header line, the markup, or the properties of the file; the words, which are English here, only without."""
    text = TEXTS["en"]
    assert read("x.md", text.encode()) == "en"
    assert read("x.md", f"title: A\nlanguage: de-AT\n\n{text}".encode()) == "de"
    assert read("x.md", f"---\nlanguage: German\n---\n{text}".encode()) == "de"
    assert read("x.html", f"<html lang='de-AT'><body><p>{text}</p></body></html>".encode()) == "de"
    assert read("x.docx", word(text, "de-AT")) == "de"
    assert read("x.pdf", pdf(text, "de-AT")) == "de"
    assert read("x.pdf", pdf(text, None)) == "en"


def test_a_header_with_no_language_that_there_is_is_refused() -> None:
    """In a sentence with its value and what to write."""
    with pytest.raises(LoadError, match=r"language 'Klingonese' is not a code of a language\. Write en, de, fr"):
        read("x.md", b"title: A\nlanguage: Klingonese\n\nText.")


def word(text: str, language: str) -> bytes:
    """A Word document."""
    document, data = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.core_properties.language = language
    document.save(data)
    return data.getvalue()


def pdf(text: str, language: str | None) -> bytes:
    """A PDF of one line."""
    drawn, data = BytesIO(), BytesIO()
    canvas = Canvas(drawn)
    canvas.drawString(72, 720, text)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(drawn))
    if language:
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.write(data)
    return data.getvalue()
