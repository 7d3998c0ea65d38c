"""What may be cited: one of each story, nothing that was corrected or withdrawn, at once and without a restart."""

import subprocess
import sys
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from builders import Desk, WordEncoder, make_document
from hypothesis import given
from hypothesis import strategies as st

from bot.ask import Bot
from bot.retrieve import retrieve
from bot.standing import Standing
from bot.types import EVERYTHING, Answer, Filters, Status
from ingest.generation import Generation, new_manifest
from ingest.types import Kind

ROOT = Path(__file__).parents[2]
GRANT = "How much is the grant that the campus in Stevenage was given?"
STORY = (
    "The campus in Stevenage has been given a grant of £1.2m for new laboratories. Building work begins in spring and "
    "will take about a year, in which nobody has to move out. The council supports the plan, as do all the neighbours."
)
SITES = {
    "release": ("The Campus", "press_release", "2019-11-19"),
    "herald": ("Herald", "news", "2019-11-20"),
    "mercury": ("Mercury", "news", "2019-11-21"),
}
REASON = "The sum was wrong."


CORRECTION = ("The Campus", "press_release", "2020-01-10")


def write(desk: Desk, name: str, text: str, header: str = "", card: tuple[str, str, str] = CORRECTION) -> None:
    """A file with a header of its own: publisher, kind and date."""
    publisher, kind, published = SITES.get(name, card)
    head = (
        f"title: The grant\npublisher: {publisher}\nkind: {kind}\npublished: {published}\nurl: https://{name}.example/x"
    )
    (desk.corpus / f"{name}.md").write_text(f"{head}{header}\n\n{text}")


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """A release, two news sites that have it too, and three other documents."""
    desk = Desk(tmp_path)
    for name in SITES:
        write(desk, name, STORY)
    desk.write(jobs="The campus provides 1,000 jobs.", town="The town has 89,000 inhabitants.")
    desk.write(train="The train to London takes 20 minutes.")
    desk.ingest()
    return desk


def live(desk: Desk) -> Generation:
    """The live generation."""
    generation = desk.store.open()
    assert generation is not None
    return generation


def cited(answer: Answer) -> set[str]:
    """The documents that an answer cites or comes near."""
    return {citation.source.id for citation in answer.citations + answer.nearest}


def test_a_story_is_cited_once_and_says_where_else_it_stands(office: Desk) -> None:
    """The issuer's, with the others by rank; in the answer and among the nearest."""
    answer = Bot(office.store, WordEncoder()).ask(GRANT)
    assert "£1.2m" in answer.text
    stories = [one for one in answer.citations + answer.nearest if one.source.id.removesuffix(".md") in SITES]
    assert {citation.source.id for citation in stories} == {"release.md"}
    for citation in stories:
        assert [other.publisher for other in citation.also_at] == ["Herald", "Mercury"]


def test_copies_never_fill_what_is_found(office: Desk) -> None:
    """However many there are: other passages are found in their place, each of another document."""
    for number in range(80):
        write(office, f"site{number}", STORY, card=(f"Site {number}", "news", "2019-11-22"))
    office.ingest()
    generation = live(office)
    silent = Standing(generation, {}).silent(EVERYTHING)
    assert sum(id_ in silent for id_ in generation.documents) == 82
    vector = WordEncoder().encode([GRANT])[0]
    found = [hit.passage.source.id for hit in retrieve(generation, GRANT, vector, silent=silent)]
    assert sorted(found) == ["jobs.md", "release.md", "town.md", "train.md"]


@pytest.mark.parametrize(
    ("filters", "cited_for_all", "others"),
    [
        (EVERYTHING, "release.md", ["herald.md", "mercury.md"]),
        (Filters(kinds=frozenset({Kind.NEWS})), "herald.md", ["mercury.md"]),
        (Filters(since=date(2019, 11, 21)), "mercury.md", []),
        (Filters(until=date(2019, 11, 20)), "release.md", ["herald.md"]),
    ],
)
def test_of_a_story_the_first_that_the_filters_allow_is_cited(
    office: Desk, filters: Filters, cited_for_all: str, others: list[str]
) -> None:
    """And where else it stands is told as far as they allow: nothing newer than was asked for."""
    standing = Standing(live(office), {})
    silent = standing.silent(filters)
    assert [id_ for id_ in ("release.md", "herald.md", "mercury.md") if id_ not in silent] == [cited_for_all]
    assert [source.id for source in standing.also_at(cited_for_all, filters)] == others


IDS = [f"{letter}.md" for letter in "abcdefgh"]


@given(
    st.permutations(IDS),
    st.lists(st.integers(1, 4), min_size=1, max_size=5),
    st.sets(st.sampled_from(IDS)),
    st.lists(st.sampled_from([Kind.NEWS, Kind.REPORT]), min_size=len(IDS), max_size=len(IDS)),
    st.sampled_from([EVERYTHING, Filters(kinds=frozenset({Kind.NEWS}))]),
)
def test_of_any_stories_at_most_one_document_each_is_cited(
    ids: list[str], sizes: list[int], corrected: set[str], kinds: list[Kind], filters: Filters
) -> None:
    """The first that is allowed and not corrected, none where the issuer is corrected; what is no copy, as it is."""
    rest = iter(ids)
    stories = [told for size in sizes if (told := list(islice(rest, size)))]
    generation = Generation.__new__(Generation)
    copies = {issuer: others for issuer, *others in stories if others}
    generation.manifest = new_manifest("", "", len(IDS), 0, {}, superseded=dict.fromkeys(corrected, ""), copies=copies)
    generation.documents = {id_: make_document(id=id_, kind=kind) for id_, kind in zip(IDS, kinds, strict=True)}
    silent = Standing(generation, {}).silent(filters)
    for told in stories:
        may_be = [id_ for id_ in told if id_ not in corrected and told[0] not in corrected]
        if len(told) > 1:
            may_be = [id_ for id_ in may_be if filters.allow(generation.documents[id_].source)][:1]
        assert [id_ for id_ in told if id_ not in silent] == may_be
    assert {id_ for id_ in rest if id_ in silent} == corrected - {id_ for told in stories for id_ in told}


def test_a_corrected_document_and_its_copies_are_not_cited_any_more(office: Desk) -> None:
    """The correction is; what copied the old words is no way round it."""
    bot = Bot(office.store, WordEncoder())
    assert "release.md" in cited(bot.ask(GRANT))
    write(office, "correction", STORY.replace("£1.2m", "£1.1m"), "\nsupersedes: release.md")
    office.ingest()
    answer = bot.ask(GRANT)
    assert "£1.1m" in answer.text
    assert "£1.2m" not in answer.text
    assert "correction.md" in cited(answer)
    assert not cited(answer) & {"release.md", "herald.md", "mercury.md"}


def test_a_withdrawn_document_is_not_cited_from_the_next_question_on(office: Desk) -> None:
    """By a bot that runs, without an ingest; nor are its copies; until it is reinstated."""
    bot = Bot(office.store, WordEncoder())
    retriever = bot.retriever()
    before = bot.ask(GRANT)
    office.store.withdrawn.withdraw("release.md", REASON, live(office))
    during = bot.ask(GRANT)
    assert "£1.2m" not in during.text
    assert not cited(during) & {"release.md", "herald.md", "mercury.md"}
    assert not {found.metadata["title"] for found in retriever.invoke(GRANT)} & {"The grant"}
    office.store.withdrawn.reinstate("release.md", live(office))
    assert bot.ask(GRANT).citations == before.citations
    assert during.generation == before.generation


def test_a_withdrawn_copy_is_not_named_and_the_issuer_still_cited(office: Desk) -> None:
    """Only that one is withdrawn."""
    office.store.withdrawn.withdraw("herald.md", "They asked for it.", live(office))
    answer = Bot(office.store, WordEncoder()).ask(GRANT)
    (citation,) = [one for one in answer.citations + answer.nearest if one.source.id == "release.md"][:1]
    assert [other.publisher for other in citation.also_at] == ["Mercury"]


def test_when_all_is_withdrawn_nothing_is_found(tmp_path: Path) -> None:
    """The answer is honest, and has nothing near."""
    desk = Desk(tmp_path)
    desk.write(a="The campus provides 1,000 jobs.")
    desk.ingest()
    desk.store.withdrawn.withdraw("a.md", REASON, live(desk))
    answer = Bot(desk.store, WordEncoder()).ask("How many jobs does the campus provide?")
    assert (answer.status, answer.nearest) == (Status.NOT_FOUND, ())


def test_a_document_withdrawn_while_an_answer_is_put_together_is_not_in_it(office: Desk) -> None:
    """The answer is begun again."""

    class Slow(WordEncoder):
        """Withdraws the release as soon as the first question is being read."""

        def encode(self, *arguments: object) -> object:  # type: ignore[override]
            if not office.store.withdrawn.notices():
                office.store.withdrawn.withdraw("release.md", REASON, live(office))
            return super().encode(*arguments)  # type: ignore[arg-type]

    answer = Bot(office.store, Slow()).ask(GRANT)
    assert "£1.2m" not in answer.text
    assert "release.md" not in cited(answer)


ASK = """
import sys
from pathlib import Path
from bot.ask import Bot
from builders import WordEncoder
from ingest.store import Store

bot = Bot(Store(Path(sys.argv[1])), WordEncoder())
for question in sys.stdin:
    answer = bot.ask(question.strip())
    print(*sorted({one.source.id for one in answer.citations + answer.nearest}), flush=True)
"""


def test_another_process_stops_citing_a_document_that_is_withdrawn_here(office: Desk) -> None:
    """A reader that was started before; the next question it takes is answered without it."""
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", ASK, str(office.store.folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, text=True, stdin=pipe, stdout=pipe) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def ask() -> list[str]:
            assert reader.stdin is not None
            assert reader.stdout is not None
            print(GRANT, file=reader.stdin, flush=True)
            return reader.stdout.readline().split()

        assert "release.md" in ask()
        office.store.withdrawn.withdraw("release.md", REASON, live(office))
        assert "release.md" not in ask()
        reader.stdin.close()
