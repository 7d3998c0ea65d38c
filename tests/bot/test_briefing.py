"""A briefing proves itself: every quote is compared with the documents again, and no changed letter stays unseen."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from answers import ANYTHING, answered, cite, full, not_found
from builders import make_document
from docx import Document as WordFile
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.briefing.blocks import Briefing, briefing
from bot.briefing.check import Checked, check
from bot.briefing.formats import FORMATS
from bot.permalink import Fate, Found, Link
from bot.render import to_json
from bot.types import Answer
from ingest.store import Store

DAY = date(2026, 11, 27)
HOME = "https://answers.example"
# What a font that knows many letters can show, and a PDF's text gives back.
LETTERS = st.text(st.characters(categories=("L", "N", "P", "Sc", "Zs"), max_codepoint=0x24F), min_size=1, max_size=80)


def made(*answers: Answer, gone: str = "") -> tuple[Briefing, Callable[[Link], Found | None]]:
    """The blocks over some answers, and what knows their quotes; the document named ``gone`` has been withdrawn."""
    cited = {(one.source.id, one.start, one.end): one for answer in answers for one in answer.citations}

    def look_up(link: Link) -> Found | None:
        found = cited.get((link.document, link.start, link.end))
        if found and found.source.id == gone:
            return Found(Fate.WITHDRAWN, found.source, "This document was withdrawn on 1 May 2026: a wrong figure.")
        return Found(Fate.CURRENT, found.source, "This is what the document says.", found) if found else None

    return briefing(answers, look_up, DAY, HOME), look_up


def checked(ending: str, *answers: Answer) -> Checked:
    """What is said of the file over some answers."""
    blocks, look_up = made(*answers)
    known = FORMATS[ending]
    return check(known.read(known.write(blocks)), look_up)


@pytest.mark.parametrize("ending", FORMATS)
def test_every_quote_of_a_briefing_is_found_again(ending: str) -> None:
    """Over several answers, whatever each has: short answers, calculations, conflicts, or nothing."""
    found = checked(ending, full(), not_found(), answered(cite(3, "A quote\nof two lines, with *stars* & <b>.")))
    assert found.faults == ()
    assert found.quotes == len(full().citations) + 1


@given(quote=ANYTHING.filter(lambda text: text.split() != []), question=ANYTHING)
@settings(max_examples=60, deadline=None)
def test_whatever_is_quoted_is_found_again(quote: str, question: str) -> None:
    """Markup, controls, letters of any script: as Markdown and in Word."""
    answer = replace(answered(cite(1, quote)), question=question, standalone_question=question)
    assert checked("md", answer).faults == ()
    assert checked("docx", answer).faults == ()


@given(quote=LETTERS.filter(lambda text: text.split() != []))
@settings(max_examples=30, deadline=None)
def test_whatever_europe_writes_is_found_again_in_a_pdf(quote: str) -> None:
    """Accents, currencies, signs."""
    assert checked("pdf", answered(cite(1, quote))).faults == ()


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_no_changed_letter_stays_unseen(data: st.DataObject) -> None:
    """Wherever it stands: in a quote, a title, a date, a question, a proof or the fingerprint."""
    blocks, look_up = made(full())
    text = FORMATS["md"].read(FORMATS["md"].write(blocks))
    place = data.draw(st.sampled_from([place for place, letter in enumerate(text) if not letter.isspace()]))
    other = data.draw(st.sampled_from("aZ7£").filter(lambda letter: letter != text[place]))
    assert check(f"{text[:place]}{other}{text[place + 1 :]}", look_up).faults


@pytest.mark.parametrize("ending", FORMATS)
def test_a_changed_figure_is_named_with_what_the_document_says(ending: str) -> None:
    """Even where somebody has made a new fingerprint for it: the quotes are compared with the documents."""
    forged = replace(cite(), quote="About 400 firms.")
    blocks, _ = made(answered(forged))
    _, look_up = made(answered(cite()))
    (fault,) = check(FORMATS[ending].read(FORMATS[ending].write(blocks)), look_up).faults
    assert fault.startswith("[1]: this is not what the document says.")
    assert "About 40 firms." in fault


def test_a_changed_publisher_or_date_is_named() -> None:
    """A right figure of the wrong year is a wrong figure."""
    older = replace(cite(), source=replace(cite().source, published=None))
    blocks, _ = made(answered(older))
    _, look_up = made(answered(cite()))
    (fault,) = check(FORMATS["md"].read(FORMATS["md"].write(blocks)), look_up).faults
    assert "title, publisher or date" in fault
    assert "19 November 2019" in fault


def test_a_letter_changed_in_the_word_file_is_found() -> None:
    """As somebody would who edits it."""
    blocks, look_up = made(full())
    file = WordFile(BytesIO(FORMATS["docx"].write(blocks)))
    (run,) = [run for paragraph in file.paragraphs for run in paragraph.runs if run.text.startswith("“The campus")]
    run.text = run.text.replace("45", "46")
    changed = BytesIO()
    file.save(changed)
    assert check(FORMATS["docx"].read(changed.getvalue()), look_up).faults


def test_what_has_been_withdrawn_is_not_taken_away() -> None:
    """Neither its quote nor a line that rests on it; that something is left out is said."""
    kept, gone = (
        cite(1, "It has 45 firms."),
        replace(cite(2, "It has 49 firms."), source=make_document(id="b.md").source),
    )
    blocks, _ = made(answered(kept, gone), gone="b.md")
    text = "\n".join(block.text for block in blocks)
    assert "49" not in text
    assert "It has 45 firms." in text
    assert "withdrawn" in text


def test_a_quote_is_numbered_once_in_all_answers() -> None:
    """And each answer's own numbers become those of the whole."""
    first, second = cite(1, "It has 45 firms."), replace(cite(1, "It has 49 labs."), start=90, end=105)
    blocks, _ = made(answered(first), answered(second, replace(first, number=2)))
    said = [block.text for block in blocks if block.text.startswith("“")]
    assert [re.findall(r"\[(\d)\]$", line) for line in said] == [["1"], ["2"], ["1"]]


def test_a_quote_leads_to_its_place(tmp_path: Path) -> None:
    """The address of the page before that of the quote, as a link in Word and in PDF."""
    blocks, _ = made(answered(cite()))
    (proof,) = [block.link for block in blocks if block.link]
    assert proof.startswith(f"{HOME}/source?document=")
    links = WordFile(BytesIO(FORMATS["docx"].write(blocks))).part.rels.values()
    assert proof in [link.target_ref for link in links if link.is_external]
    assert proof.encode() in FORMATS["pdf"].write(blocks) or b"/URI" in FORMATS["pdf"].write(blocks)


def test_what_is_no_briefing_is_said_to_be_none() -> None:
    """Another text, or one cut off."""
    blocks, look_up = made(full())
    text = FORMATS["md"].read(FORMATS["md"].write(blocks))
    for other in ("", "Just a letter.", text[: len(text) // 2]):
        (fault,) = check(other, look_up).faults
        assert "no briefing" in fault


@pytest.mark.parametrize("ending", FORMATS)
def test_the_command_line_makes_and_checks_one(
    campus_store: Store, desk: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    """0 while it holds; 1 with the reason once a letter is changed; 2 for what is no such file."""
    store, path = str(campus_store.folder), desk / f"briefing.{ending}"
    assert (
        main(["How many companies are on the Stevenage campus in 2020?", "--store", store, "--briefing", str(path)])
        == 0
    )
    capsys.readouterr()
    assert main(["--check", str(path), "--store", store]) == 0
    assert re.match(r"([1-9]\d*) of \1 quotes in ", capsys.readouterr().out)
    path.write_bytes(b"not a briefing")
    assert main(["--check", str(path), "--store", store]) == (1 if ending == "md" else 2)
    said = capsys.readouterr()
    assert "no briefing" in said.out or "cannot be read" in said.err
    assert "Traceback" not in said.err


def test_the_documents_have_changed_since(campus_store: Store, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A briefing of documents that this store never held holds nothing here."""
    blocks, _ = made(answered(cite()))
    (desk / "b.md").write_bytes(FORMATS["md"].write(blocks))
    assert main(["--check", "b.md", "--store", str(campus_store.folder)]) == 1
    assert "its document is not here" in capsys.readouterr().out


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_no_changed_letter_of_the_json_stays_unseen(data: st.DataObject) -> None:
    """Nor a changed number: whatever a program would read."""
    blocks, look_up = made(full(), not_found(full().citations[1]))
    text = FORMATS["json"].write(blocks).decode()
    assert check(FORMATS["json"].read(text.encode()), look_up).faults == ()
    place = data.draw(st.sampled_from([place for place, letter in enumerate(text) if letter.isalnum()]))
    other = data.draw(st.sampled_from("aZ7").filter(lambda letter: letter != text[place]))
    changed = f"{text[:place]}{other}{text[place + 1 :]}".encode()
    try:
        read = FORMATS["json"].read(changed)
    except (ValueError, KeyError, TypeError, AttributeError):
        return  # told as a file that cannot be read
    assert check(read, look_up).faults


@given(quote=ANYTHING.filter(lambda text: text.split() != []), question=ANYTHING)
@settings(max_examples=60, deadline=None)
def test_whatever_is_quoted_is_found_again_in_the_json(quote: str, question: str) -> None:
    """Markup, controls, letters of any script."""
    answer = replace(answered(cite(1, quote)), question=question, standalone_question=question)
    assert checked("json", answer).faults == ()


def test_the_json_has_the_answers_of_the_interface() -> None:
    """Each as every other face gives it, in order."""
    blocks, _ = made(full(), not_found())
    said = json.loads(FORMATS["json"].write(blocks))
    assert said["answers"] == [to_json(full()), to_json(not_found())]
    assert (said["version"], said["made"], said["home"]) == (1, DAY.isoformat(), HOME)


def test_what_has_been_withdrawn_is_not_in_the_json() -> None:
    """Neither its quote, nor a word of the answer that rests on it, nor a passage that came near."""
    gone = replace(cite(2, "It has 49 firms."), source=make_document(id="b.md").source)
    blocks, _ = made(answered(cite(1), gone), not_found(gone), gone="b.md")
    text = FORMATS["json"].write(blocks).decode()
    assert "49" not in FORMATS["json"].read(text.encode()).split("All that is in this file")[0]
    assert "About 40 firms." in text
    assert "b.md" not in text


def test_a_question_that_no_file_can_hold_is_taken_away_as_json() -> None:
    """A lone surrogate becomes a question mark, and the file proves itself."""
    answer = replace(answered(cite()), question="\ud800?")
    assert checked("json", answer).faults == ()
