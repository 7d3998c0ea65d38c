"""What an answer shows: enough, once, and a history in the order of time."""

import re
from dataclasses import replace
from pathlib import Path

from builders import make_document, publish

from bot.ask import Bot
from bot.cited import cited
from bot.evidence import Sentence
from ingest.encoder import Encoder
from ingest.split import split
from ingest.store import Store
from ingest.types import Published


def bot_over(folder: Path, encoder: Encoder, **texts: str) -> Bot:
    """A bot over documents of those years."""
    store = Store(folder)
    documents = [
        make_document(text, id=year, title="The campus", published=Published(int(year[1:])))
        for year, text in texts.items()
    ]
    publish(store, documents, encoder)
    return Bot(store, encoder)


def test_a_history_is_told_oldest_first(tmp_path: Path, real_encoder: Encoder) -> None:
    """Whatever the order of the documents or of their likeness to the question."""
    made = bot_over(
        tmp_path,
        real_encoder,
        y2021="The Stevenage campus housed over 40 companies in 2021.",
        y2016="The Stevenage campus housed 50 companies in 2016.",
        y2020="The Stevenage campus housed 45 companies in 2020.",
    )
    answer = made.ask("How has the number of companies on the Stevenage campus changed over time?")
    assert [citation.source.id for citation in answer.citations] == ["y2016", "y2020", "y2021"]


def test_what_two_sources_say_in_the_same_words_is_said_once(tmp_path: Path, real_encoder: Encoder) -> None:
    """With one citation."""
    made = bot_over(
        tmp_path,
        real_encoder,
        y2020="The Stevenage campus houses 45 companies in all.",
        y2021="The Stevenage campus houses 45 companies in all. Its café is new.",
    )
    answer = made.ask("How many companies are on the Stevenage campus?")
    assert [citation.quote for citation in answer.citations] == ["The Stevenage campus houses 45 companies in all."]


def test_values_that_differ_in_one_figure_are_two_statements(tmp_path: Path, real_encoder: Encoder) -> None:
    """However many words they share: the figure is the point."""
    said = "The number of companies that are housed on the whole Stevenage campus, labs and offices together, is"
    made = bot_over(tmp_path, real_encoder, y2020=f"{said} 45.", y2021=f"{said} 49.")
    answer = made.ask("How many companies are housed on the Stevenage campus?")
    assert {"45.", "49."} <= set(answer.text.split())


def test_sources_that_disagree_are_both_shown(tmp_path: Path, real_encoder: Encoder) -> None:
    """Each with its own date; the reader decides."""
    made = bot_over(
        tmp_path,
        real_encoder,
        y2018="The public funding of the manufacturing centre was £60m.",
        y2019="The public funding of the manufacturing centre was £75m.",
    )
    answer = made.ask("What was the public funding of the manufacturing centre?")
    assert {figure.original for figure in answer.figures} == {"£60m", "£75m"}
    assert {figure.as_of for figure in answer.figures} == {"2018", "2019"}


def test_values_that_agree_are_one_side_of_a_disagreement(tmp_path: Path, real_encoder: Encoder) -> None:
    """ "2018" and "April 2018" do not disagree with each other."""
    made = bot_over(
        tmp_path,
        real_encoder,
        y2018="The manufacturing centre opened in April 2018.",
        y2019="The manufacturing centre opened in 2018.",
        y2020="The manufacturing centre opened in 2012.",
    )
    (line,) = [
        one for one in made.ask("When did the manufacturing centre open?").text.splitlines() if "disagree" in one
    ]
    sides = [set(re.findall(r"(?:April )?20\d\d", side)) for side in line.split(";")]
    assert sorted(map(sorted, sides)) == [["2012"], ["2018", "April 2018"]]


def test_an_answer_is_short_whatever_there_is_to_say(tmp_path: Path, real_encoder: Encoder) -> None:
    """A dozen sentences that all fit are not all shown."""
    texts = {f"y{2000 + n}": f"The Stevenage campus housed {n + 20} companies in {2000 + n}." for n in range(15)}
    answer = bot_over(tmp_path, real_encoder, **texts).ask("How many companies are on the Stevenage campus?")
    assert 1 <= len(answer.citations) <= 6


def test_a_citation_says_the_page_of_its_quote() -> None:
    """Of the page on which it begins."""
    document = replace(make_document("The park opened in 1998. It houses 31 companies."), pages=(0, 25))
    [passage] = split(document)
    sentences = [Sentence(passage, 0, 24, passage.text[:24]), Sentence(passage, 25, 48, passage.text[25:])]
    citations = cited(sentences, {document.source.id: document}, "g1")
    assert [citation.page for citation in citations] == [1, 2]


def test_a_plan_is_told_as_one(tmp_path: Path, real_encoder: Encoder) -> None:
    """The short answer says since when it is planned: nobody may take it for what was achieved."""
    made = bot_over(tmp_path, real_encoder, y2021="The new building of the Stevenage campus is to cost £65m.")
    (lead,) = made.ask("How much will the new building of the Stevenage campus cost?").leads
    assert (lead.words, lead.when) == ("£65m", "planned as of 2021")
    (tmp_path / "achieved").mkdir()
    done = bot_over(tmp_path / "achieved", real_encoder, y2021="The new building of the Stevenage campus cost £65m.")
    (lead,) = done.ask("How much did the new building of the Stevenage campus cost?").leads
    assert (lead.words, lead.when) == ("£65m", "2021")


def test_what_there_was_before_is_no_disagreement_about_the_thing_itself(tmp_path: Path, real_encoder: Encoder) -> None:
    """What was raised up to the IPO is another sum than what the IPO raised."""
    made = bot_over(
        tmp_path,
        real_encoder,
        y2018="Autolus sold 8.8m shares at $17 each in its June 2018 IPO and so raised $150m.",
        y2019="Autolus had raised $182m in all before its June 2018 IPO.",
    )
    answer = made.ask("How much did Autolus raise?")
    assert answer.citations
    assert not answer.conflicts


def test_a_value_that_a_source_states_beside_its_answer_is_no_disagreement(
    tmp_path: Path, real_encoder: Encoder
) -> None:
    """The price of one share and what all came to stand in one sentence."""
    made = bot_over(
        tmp_path,
        real_encoder,
        y2018="Autolus sold 8.8m shares at $17 each in its June 2018 IPO and so raised $150m.",
        y2019="Autolus has reached an IPO of $150m, it was reported in June 2018.",
    )
    answer = made.ask("At what price were shares sold in the Autolus IPO?")
    assert not answer.conflicts
    assert [lead.words for lead in answer.leads] == ["$17"]


def test_what_one_fund_gave_is_disputed_by_what_it_gave_alone(tmp_path: Path, real_encoder: Encoder) -> None:
    """In whatever words the two sources put it; asked of all public money, its part is no rival of the whole."""
    made = bot_over(
        tmp_path,
        real_encoder,
        y2018="The Catapult won £3.36m from the European Growth Fund for the Stevenage centre.",
        y2019="A grant of £3.6m from the European Growth Fund went to the Stevenage centre.",
        y2020="The Stevenage centre was built with £60m of public funding.",
    )
    of_it = made.ask("How much did the European Growth Fund give to the Stevenage centre?")
    assert [{of_it.figures[place].original for place in one.figures} for one in of_it.conflicts] == [
        {"£3.36m", "£3.6m"}
    ]
    of_all = made.ask("How much public funding was the Stevenage centre built with?")
    assert of_all.conflicts == ()
