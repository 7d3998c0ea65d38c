"""find_files: which files are read, under which ids, and what is refused."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import IngestError
from ingest.find import find_files

NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


def corpus_with(folder: Path, *names: str) -> Path:
    """A corpus folder that holds a small file of each name."""
    corpus = folder / "corpus"
    for name in names:
        file = corpus / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Some text.")
    return corpus


def ids(paths: list[Path], corpus: Path) -> list[str]:
    """The ids of the documents found, in order."""
    return [file.id for file in find_files(paths, corpus).files]


def test_a_document_has_one_id_whichever_path_leads_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corpus, a subfolder, the file, a relative and a roundabout path give the same id."""
    corpus = corpus_with(tmp_path, "press/x.md")
    monkeypatch.chdir(tmp_path)
    roundabout = corpus / "press" / ".." / "press"
    for path in (corpus, corpus / "press", corpus / "press" / "x.md", Path("corpus"), roundabout):
        assert ids([path], corpus) == ["press/x.md"]
        assert ids([path], Path("corpus")) == ["press/x.md"]


def test_a_file_outside_the_corpus_has_an_id_of_name_and_hash(tmp_path: Path) -> None:
    """Two files of one name in two folders have two ids, each the same every time."""
    corpus = corpus_with(tmp_path, "a.md")
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.md").write_text("text")
    found = ids([tmp_path / "one", tmp_path / "two"], corpus)
    assert len(set(found)) == 2
    assert all(len(name) == len("x.md-12345678") and name.startswith("x.md-") for name in found)
    assert found == ids([tmp_path / "two", tmp_path / "one"], corpus)


def test_files_come_sorted_and_only_those_that_can_be_read(tmp_path: Path) -> None:
    """Suffixes count in any case; READMEs, hidden and temporary files and other suffixes are ignored and counted."""
    corpus = corpus_with(tmp_path, "b.TXT", "a/z.Docx", "a.htm", "README.md", ".x.md", "~$z.docx", "i.png", ".git/c.md")
    found = find_files([corpus], corpus)
    assert [file.id for file in found.files] == ["a.htm", "a/z.Docx", "b.TXT"]
    assert (found.ignored, found.refused) == (5, ())


def test_a_file_given_twice_appears_once(tmp_path: Path) -> None:
    """The folder and a file in it overlap."""
    corpus = corpus_with(tmp_path, "a.md", "i.png")
    found = find_files([corpus, corpus / "a.md", corpus], corpus)
    assert len(found.files) == 1
    assert found.ignored == 1


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    """A mistyped path must not look like an empty corpus."""
    with pytest.raises(IngestError, match=r"missing does not exist\. Give the folder or file to read\."):
        find_files([tmp_path / "missing"], tmp_path)


@pytest.mark.parametrize("name", ["x.png", "README.md", ".x.md"])
def test_a_file_given_by_name_is_never_dropped_silently(tmp_path: Path, name: str) -> None:
    """What would be ignored in a folder is refused with a reason when somebody asks for it."""
    corpus = corpus_with(tmp_path, name)
    found = find_files([corpus / name], corpus)
    assert found.files == ()
    assert [refused.path for refused in found.refused] == [str(corpus / name)]
    assert "." in found.refused[0].reason


def test_an_unknown_suffix_is_refused_with_the_ones_that_can_be_read(tmp_path: Path) -> None:
    """The sentence says what to convert the file to."""
    corpus = corpus_with(tmp_path, "x.odt")
    assert ".md, .txt, .html, .htm, .pdf, .docx" in find_files([corpus / "x.odt"], corpus).refused[0].reason


def test_links_that_leave_the_folder_are_refused_and_others_ignored(tmp_path: Path) -> None:
    """Links to files and folders outside, loops and broken links are refused; a link to inside adds nothing."""
    corpus = corpus_with(tmp_path, "a.md", "sub/b.md")
    (tmp_path / "secret.md").write_text("secret")
    (corpus / "out.md").symlink_to(tmp_path / "secret.md")
    (corpus / "outdir").symlink_to(tmp_path)
    (corpus / "loop.md").symlink_to(corpus / "loop.md")
    (corpus / "broken.md").symlink_to(corpus / "nowhere.md")
    (corpus / "in.md").symlink_to(corpus / "a.md")
    (corpus / "sub" / "up").symlink_to(corpus)
    found = find_files([corpus], corpus)
    assert [file.id for file in found.files] == ["a.md", "sub/b.md"]
    assert [Path(refused.path).name for refused in found.refused] == ["broken.md", "loop.md", "out.md", "outdir"]
    assert found.ignored == 2


def test_a_link_given_by_name_is_read_only_when_it_stays_inside(tmp_path: Path) -> None:
    """The target's id is used, so that the same file never appears under two."""
    corpus = corpus_with(tmp_path, "a.md")
    (tmp_path / "secret.md").write_text("secret")
    (corpus / "in.md").symlink_to(corpus / "a.md")
    (corpus / "out.md").symlink_to(tmp_path / "secret.md")
    assert ids([corpus / "in.md"], corpus) == ["a.md"]
    assert len(find_files([corpus / "out.md"], corpus).refused) == 1


def test_a_corpus_that_is_itself_a_link_is_followed(tmp_path: Path) -> None:
    """Somebody who names a linked folder means what it points to."""
    corpus = corpus_with(tmp_path, "a.md")
    (tmp_path / "link").symlink_to(corpus)
    assert ids([tmp_path / "link"], tmp_path / "link") == ["a.md"]


def test_a_pipe_is_refused_and_never_opened(tmp_path: Path) -> None:
    """Opening it would wait for ever."""
    corpus = corpus_with(tmp_path, "a.md")
    os.mkfifo(corpus / "b.txt")
    found = find_files([corpus], corpus)
    assert [file.id for file in found.files] == ["a.md"]
    assert [refused.path for refused in found.refused] == [str(corpus / "b.txt")]
    assert len(find_files([corpus / "b.txt"], corpus).refused) == 1


def test_a_folder_named_like_a_file_is_walked(tmp_path: Path) -> None:
    """Its suffix says nothing."""
    assert ids([corpus_with(tmp_path, "x.pdf/a.md")], tmp_path / "corpus") == ["x.pdf/a.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    """The other files are found all the same."""
    corpus = corpus_with(tmp_path, "a.md", "locked/b.md")
    (corpus / "locked").chmod(0)
    found = find_files([corpus], corpus)
    (corpus / "locked").chmod(0o700)
    assert [file.id for file in found.files] == ["a.md"]
    assert "Permission denied" in found.refused[0].reason


def test_names_that_are_not_utf8_or_hold_controls_are_escaped(tmp_path: Path) -> None:
    """An id can be stored, sent and printed whatever the file system holds."""
    corpus = corpus_with(tmp_path, "a\nb\x1b[31m.md")
    try:
        Path(os.fsdecode(os.fsencode(corpus) + b"/c\xff.md")).write_text("text")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    found = ids([corpus], corpus)
    assert found == ["a\\nb\\x1b[31m.md", "c\\xff.md"]


def test_an_escaped_name_is_never_that_of_another_file(tmp_path: Path) -> None:
    """A name may hold a backslash itself."""
    corpus = corpus_with(tmp_path, "a\nb.md", "a\\nb.md")
    assert ids([corpus], corpus) == ["a\\\\nb.md", "a\\nb.md"]


def test_a_deep_tree_is_walked_to_its_end(tmp_path: Path) -> None:
    """Deeper than Python's recursion goes."""
    folders = [tmp_path / "corpus"]
    for _ in range(1200):
        folders.append(folders[-1] / "d")
    for folder in folders:
        folder.mkdir()
    (folders[-1] / "x.md").write_text("text")
    found = ids([tmp_path / "corpus"], tmp_path / "corpus")
    (folders[-1] / "x.md").unlink()
    for folder in reversed(folders):  # pytest's own clearing up is recursive
        folder.rmdir()
    assert len(found) == 1


@given(names=st.sets(NAMES, min_size=1, max_size=8))
def test_ids_are_stable_printable_and_unique(names: set[str]) -> None:
    """Any names that the file system takes give as many ids, the same from the folder and from each file."""
    with TemporaryDirectory() as folder:
        corpus = Path(folder).resolve()
        files = []
        for name in names:
            file = corpus / f"x{name}.md"
            file.write_text("text")
            files.append(file)
        found = ids([corpus], corpus)
        assert len(set(found)) == len(files)
        assert all(name.isprintable() and name.encode() for name in found)
        assert sorted(name for file in files for name in ids([file], corpus)) == found
