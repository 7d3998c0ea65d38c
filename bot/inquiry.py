"""The parts of one question -> what was found and read for each, and what of that answers it, from one generation."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.choose import Choice, choose
from bot.clock import Clock
from bot.contrary import contrary
from bot.evidence import Sentence, gather, sentences_of
from bot.hearing import heard_alone, least_alone, read_heed, weighed_in_talk
from bot.holding import is_of_another_beyond_doubt
from bot.library import Library
from bot.question import Part, understand
from bot.read import FIRST, Reader, Reading, to_look_at
from bot.reader.span import SpanReader
from bot.reading_list import FOUND, to_read
from bot.retrieve import retrieve
from bot.short import ShortAnswers
from bot.spoken_of import is_of_others, names_none_of, spoken_of_in
from bot.standing import Standing
from bot.types import Filters, Turn
from bot.unheard_of import is_unheard_deed, is_unheard_of, is_unheard_property
from bot.verifier.in_talk import Heard, TalkVerifier, shown, told_in
from bot.verifier.verify import Verifier
from bot.workers import Workers
from ingest.encoder import Encoder, Vectors
from ingest.types import Hit

# The share of the threshold that will do for a side of a comparison whose other side is answered.
_EASED = 0.4
# So many sentences the verifier of talks hears of, and of those that the rule has set aside.
HEARD, HEARD_ASIDE = 10, 6
# Where nothing answers: so many passages are found anew, and so many of their sentences heard; and outside of a talk so
# many of those that were read, and as many of those set aside.
FOUND_AGAIN, HEARD_AGAIN, HEARD_ALONE = 6, 24, 8
_DOUBTED = -1.0  # a logit that raises no odds


class Readers:
    """The networks that read, opened once for all questions, with ``threads`` threads for all together."""

    def __init__(self, encoder: Encoder, threads: int) -> None:
        self.encoder = encoder
        self.workers = Workers(threads)
        self.spans = SpanReader(workers=self.workers)
        self.sentences = Reader()
        self.verifier = Verifier()
        self.talks = TalkVerifier(workers=self.workers)
        self.heed = read_heed()


class Inquiry:
    """One question to one generation: what is withdrawn or filtered is not read."""

    def __init__(
        self,
        readers: Readers,
        library: Library,
        standing: Standing,
        filters: Filters,
        clock: Clock,
        heard: Heard,
    ) -> None:
        self.shorts = ShortAnswers(readers.verifier, readers.workers)
        self._readers = readers
        self._library = library
        self._standing = standing
        self._filters = filters
        self._clock = clock
        self._heard = heard

    def readings(self, parts: Sequence[Part], answered: Collection[Part]) -> list[Reading]:
        """What is read for each part; nothing for those that are ``answered`` otherwise."""
        read = [Reading(()) if part in answered else self._read(part, len(parts)) for part in parts]
        looked_at = [self._looked_at(part, reading) for part, reading in zip(parts, read, strict=True)]
        # Of two questions in one, what was said before stands to neither as it does to both.
        in_talk = self._heard.history and len(parts) == 1
        return [self._in_talk(parts[0], looked_at[0])] if in_talk else looked_at

    def bar(self, readings: Sequence[Reading], compares: bool) -> float:
        """What odds an answer needs: less for a side of a comparison whose other side is answered in the same words."""
        threshold = self._readers.sentences.threshold
        other_side = compares and any(reading.odds >= threshold for reading in readings)
        return _EASED * threshold if other_side else threshold

    def chosen(self, part: Part, reading: Reading, bar: float) -> Choice:
        """The sentences of a reading that answer its part, or none."""
        return choose(part, reading, bar, self.shorts)

    def chosen_for(self, question: str, bar: float) -> Choice:
        """What answers a question that another one rests on."""
        lexicon, is_word = self._library.lexicon, self._readers.encoder.is_word
        (part, *_) = understand(question, (), lexicon, is_word).parts
        return self.chosen(part, self._looked_at(part, self._read(part, 1)), bar)

    def contrary(self, part: Part, bar: float) -> Choice | None:
        """What tells that the contrary of what a part takes for granted happened to what it names; mostly None."""
        found, names = contrary(part.asked), self._library.lexicon.phrases(part.asked)
        if found is None or not names:
            return None
        choice = self.chosen_for(found.question, bar)
        texts = ((scored, scored.sentence.text.lower()) for scored in choice.shown)
        told = [
            scored for scored, text in texts if found.told.search(text) and all(name.lower() in text for name in names)
        ]
        return replace(choice, shown=tuple(told), rivals=()) if told else None

    def _read(self, part: Part, parts: int) -> Reading:
        library, clock = self._library, self._clock
        clock.begin("retrieve")
        known = self._filters.known_by(part.as_of)
        vector, hits = self._found(part.text, known, FOUND)
        clock.lap("retrieve")
        clock.begin("read")
        read = to_read(part, hits, library, parts)
        reading = self._readers.sentences.read(gather(part, vector, read, library, self._readers.spans))
        clock.lap("read")
        unheard_of = is_unheard_of(part, library.generation, library.lexicon, known)
        unheard_of = unheard_of or is_unheard_deed(part, library.keywords)
        unheard_of = unheard_of or is_unheard_property(part, library.keywords)
        return Reading((), reading.sentences + reading.aside) if unheard_of else reading

    def _found(self, text: str, known: Filters, count: int) -> tuple[Vectors, list[Hit]]:
        """The vector of a text and the passages that meet it best."""
        library = self._library
        vector = library.question_vector(text)
        spelled_out = library.lexicon.spelled_out(text)
        return vector, retrieve(library.generation, spelled_out, vector, known, count, self._standing.silent(known))

    def _looked_at(self, part: Part, reading: Reading) -> Reading:
        """The reading with what the verifier says of it."""
        sentences = self._readers.sentences
        again = to_look_at([item.share for item in reading.sentences])
        reading = sentences.looked_at(reading, self._told(part, reading, again))
        return sentences.weighed_up(reading, self._told(part, reading, FIRST))

    def heard_anew(self, part: Part, reading: Reading, bar: float) -> Choice:
        """What the verifier of talks takes for the answer where nothing was one; mostly nothing.

        Of a talk it hears what is found by what was said before, since the rules may have put the question in full
        wrongly; of a question that stands alone what was read for it, and has to be surer.
        """
        if self._heard.history:
            told = self._found_beside(part, self._heard.history[-1])
        else:
            read = (*reading.sentences[:HEARD_ALONE], *reading.aside[:HEARD_ALONE])
            told = [item.sentence for item in read if self._is_of_theirs(part, item.sentence)]
        told = [sentence for sentence in told if not is_of_another_beyond_doubt(part, sentence.text)][:HEARD_AGAIN]
        logits = self._readers.talks.logits(self._heard, [shown(sentence) for sentence in told])
        heed = self._readers.heed
        least = heed.again if self._heard.history else least_alone(logits, heed)
        return self.chosen(part, heard_alone(told, logits, least), bar)

    def _found_beside(self, part: Part, last: Turn) -> list[Sentence]:
        """What is found by a question with the last exchange beside it, of whom the talk was about."""
        lexicon, documents = self._library.lexicon, self._library.generation.documents
        text = " ".join((part.text, self._heard.question, last.question, told_in(last.answer)))
        _, hits = self._found(text, self._filters.known_by(part.as_of), FOUND_AGAIN)
        # As it was said, since the rules may have taken another for the one spoken of.
        said = [self._heard.question, *(turn.question for turn in self._heard.history)]
        whom = spoken_of_in(said, [hit.passage.source.title for hit in hits], lexicon)
        theirs = [hit.passage for hit in hits if not is_of_others(documents[hit.passage.source.id], whom)]
        return [sentence for passage in theirs for sentence in sentences_of(passage)]

    def _in_talk(self, part: Part, reading: Reading) -> Reading:
        """The reading with what the verifier of talks says of it, which hears the talk as it was said."""
        own = reading.sentences[:HEARD]
        aside = [
            item
            for item in reading.aside
            if self._is_of_theirs(part, item.sentence) and not is_of_another_beyond_doubt(part, item.sentence.text)
        ][:HEARD_ASIDE]
        if not (own or aside):
            return reading
        logits = self._readers.talks.logits(self._heard, [shown(item.sentence) for item in (*own, *aside)])
        of_own, of_aside = logits[: len(own)], logits[len(own) :]
        # Of a document that mentions nobody spoken of it may only doubt.
        doubted = [
            logit if self._is_of_theirs(part, item.sentence) else min(logit, _DOUBTED)
            for item, logit in zip(own, of_own, strict=True)
        ]
        return weighed_in_talk(reading, doubted, dict(zip(aside, of_aside, strict=True)), self._readers.heed)

    def _is_of_theirs(self, part: Part, sentence: Sentence) -> bool:
        """Whether its document mentions whom the question names, and whom the talk is about."""
        document = self._library.generation.documents[sentence.passage.source.id]
        is_named = not names_none_of(document, part.entities, self._library.lexicon)
        return is_named and not is_of_others(document, part.spoken_of)

    def _told(self, part: Part, reading: Reading, count: int) -> list[float]:
        return self.shorts.told(part, [item.sentence for item in reading.sentences[:count]])
