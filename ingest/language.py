"""Text -> the language it is most likely written in (pure).

Method: counting function words (Grefenstette, "Comparing two language identification schemes", 1995), with the script
for languages not written in Latin letters. Words that English has too are in no other language's list.
"""

import re
import unicodedata

_ENGLISH = frozenset(
    "the of and to in is are was were what which who whose when where why how many much did does do has have had for "
    "on at by with from about it its there that this be been can will would raised raise companies company a an or "
    "not since between tell me show list compare they he she we "
    "you my your his her their them any some more than".split()
)
# Words that ask count twice: a question of three words has hardly another function word.
_ASKING = {
    "de": "wer wann wo warum wieviel wieviele wie welche welcher welches wieso woher wen wem",
    "fr": "combien quand où qui pourquoi comment quel quelle quels quelles quoi",
    "es": "cuántos cuántas cuánto cuánta cuantos cuantas cuanto quién quien dónde cuándo cuando qué cuál cuáles cómo",
    "it": "quanti quante quanto quanta quando chi dove perché cosa quale quali",
    "nl": "hoeveel wie waar waarom wanneer welke hoe",
    "pt": "quantos quantas quem onde quando qual quais quanto porquê",
    "sv": "hur många mycket vem när varför vilken vilka vad",
    "pl": "ile kto gdzie kiedy dlaczego jak jaki jaka",
}
_PLAIN = {
    "de": "der das den dem ein eine einen einer ist sind wurde wurden hat haben und oder nicht viele gibt es im von "
    "mit für auf aus bei zum zur nach über kostet viel liegt heißt groß hoch miete firmen unternehmen",
    "fr": "le les des du une est sont et dans sur pour avec aux au ont été il elle qu y a-t-il entreprises",
    "es": "el los las una es son y del con por hay fue han ha está están empresas",
    "it": "il gli della delle degli del nel nella sono ci per con che è hanno stato aziende",
    "nl": "het een zijn er van voor met op bedrijven heeft hebben werd bij naar",
    "pt": "os uma são há do da dos das em no na com foi empresas estão não",
    "sv": "och är det som på av för finns företag ett har den inte",
    "pl": "jest są w na z do nie firm przez ma się",
}
_SCRIPTS = {
    "CYRILLIC": "ru", "GREEK": "el", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "ARABIC": "ar",
    "HEBREW": "he", "DEVANAGARI": "hi", "THAI": "th",
}  # fmt: skip
# Enough to tell; in a long document the languages of quotes and lists of names would only blur it.
_BEGINNING = 5_000
_LEAST_WORDS = 5
_TAG = re.compile(r"([a-z]{2,3})(?![a-z])")
_NAMES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "dutch": "nl",
    "portuguese": "pt", "swedish": "sv", "polish": "pl",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def language_hint(text: str) -> str | None:
    """The code ("de", "fr", "zh" ...) of the language that a question is in; None for English and for doubt."""
    script = _script(text)
    if script:
        return script
    english, best, points = _counted(text)
    return best if points >= 2 and points > english else None


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language that a document is in, by its beginning; None when it is too short or none."""
    beginning = text[:_BEGINNING]
    script = _script(beginning)
    if script:
        return script
    english, best, points = _counted(beginning)
    if max(english, points) < _LEAST_WORDS or english == points:
        return None
    return "en" if english > points else best


def language_code(tag: str) -> str | None:
    """The code in a tag as people, pages and files write it: "en" of "en-GB", "en_US.UTF-8" and "English"; or None."""
    written = tag.strip().lower()
    found = _TAG.match(written)
    return found[1] if found else _NAMES.get(written)


def _counted(text: str) -> tuple[int, str, int]:
    """How many words are English, the language besides that most others are of, and how much they count."""
    words = _WORD.findall(text.lower())
    points = {code: _points(code, words) for code in _ASKING}
    best = max(points, key=lambda code: points[code])
    return sum(word in _ENGLISH for word in words), best, points[best]


def _points(code: str, words: list[str]) -> int:
    asking, plain = _ASKING[code].split(), _PLAIN[code].split()
    return sum(2 * (word in asking) + (word in plain) for word in words)


def _script(text: str) -> str | None:
    """The language of most letters' script, or None when most are Latin."""
    letters = [mark for mark in text if mark.isalpha()]
    found = [_SCRIPTS.get(unicodedata.name(mark, "").split(" ")[0]) for mark in letters]
    foreign = [code for code in found if code]
    if len(foreign) * 2 <= len(letters):
        return None
    # Japanese mixes its own letters with Chinese ones.
    return "ja" if "ja" in foreign else max(sorted(set(foreign)), key=foreign.count)
