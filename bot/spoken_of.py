"""Whom a question of a talk is about, by the names in it or in the talk: "how much was upfront?" (pure)."""

import re
from collections.abc import Sequence

from bot.lexicon import Lexicon
from ingest.types import Document

# Where much of it happens is nobody that a talk is about.
WHERE_MUCH_IS = re.compile(
    r"(?:the )?(?:UK|US|USA|EU|Europe|Britain|England|Scotland|Wales|America|"
    r"Germany|Sweden|France|Spain|Italy|Ireland|Switzerland|"
    r"Denmark|Netherlands|Canada|Japan|China|India|Stevenage|Hertfordshire|London|Government|"
    r"(?:New )?Towns?|Nasdaq|MPs?|Ministers?|CEO)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w&-]{2,}")
# Words that begin a question with a capital, and are no names.
_OPENS = re.compile(
    r"once|after|before|if|since|when|as|by|according|under|from|until|while|during|given|although|of|on|at|for|in|with|"
    r"roughly|approximately|around|about|exactly|overall|currently|finally|lastly|briefly|really|realistically|actually",
    re.IGNORECASE,
)
# What many bodies are called tells none of them from another.
_OF_MANY = re.compile(
    r"therapeutics|therapies|therapy|bio|biopharma|biosciences?|biotech|pharma|holdings|group|limited|ltd|plc|inc|gmbh|"
    r"university|college|school|institute|county|council|centre|center|building|house|company|fund|partners|capital|"
    r"ventures|cell|gene",
    re.IGNORECASE,
)
_QUESTION = 5  # words, which no name has that is told beside it


def spoken_of(background: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of the names in the questions that a question leans on, short and spelled out, in small letters.

    Whom only an answer named may be beside the point.
    """
    asked = [
        piece for place, piece in enumerate(background.split("; ")) if not place or len(piece.split()) >= _QUESTION
    ]
    return _words([form for name in _names(asked, lexicon) for form in (name, lexicon.spelled_out(name))])


def spoken_of_in(questions: Sequence[str], titles: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The same of the names in some questions that a title bears: of others no document need be."""
    borne = "\n".join(titles).lower()
    forms = [form for name in _names(questions, lexicon) for form in (name, lexicon.spelled_out(name))]
    return _words([form for form in forms if form.lower() in borne])


def _names(asked: Sequence[str], lexicon: Lexicon) -> list[str]:
    # Since "so" begins each, its first word is a name only where it is one elsewhere.
    found = (name for piece in asked for name in lexicon.phrases(f"so {piece}"))
    return [name for name in found if not (WHERE_MUCH_IS.fullmatch(name) or _OPENS.fullmatch(name))]


def _words(names: Sequence[str]) -> tuple[str, ...]:
    words = [word.lower() for word in _WORD.findall(" ".join(names)) if not WHERE_MUCH_IS.fullmatch(word)]
    own = [word for word in words if not _OF_MANY.fullmatch(word)]
    return tuple(dict.fromkeys(own or words))


def is_of_others(document: Document, words: Sequence[str]) -> bool:
    """Whether a document has none of the words of those whom a talk is about."""
    if not words:
        return False
    source = document.source
    said = f"{source.title}\n{source.publisher or ''}\n{document.text}".lower()
    return not any(word in said for word in words)


def names_none_of(document: Document, entities: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a document has none of the names of a question, in short or spelled out; not of places where much is."""
    names = [name for name in entities if not WHERE_MUCH_IS.fullmatch(name)]
    source = document.source
    said = f"{source.title}\n{source.publisher or ''}\n{document.text}".lower()
    forms = [_WORD.findall(form.lower()) for name in names for form in (name, lexicon.spelled_out(name))]
    return bool(names) and not any(words and all(word in said for word in words) for words in forms)
