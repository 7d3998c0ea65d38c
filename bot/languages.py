"""Languages that answers are given in, and whether a sentence in one of them says what the English says (pure).

What can be told without knowing a language is told: numbers and names stand in it as they stood, and it denies, plans
and bounds where the English does, by the words that each language has for that. More is not proven: so the quotes, in
their own language, stand below every such sentence.
"""

import re
from collections import Counter
from dataclasses import dataclass

from bot.numerals import with_digits
from bot.proof.claimed import claimed, form_fault

_EN = {
    "not": r"not|no|never|none|neither|nor|without|cannot|\w+n['’]t",
    "plan": r"will|would|plan\w*|expect\w*|due|propos\w+|forecast\w*|intend\w*|aims?|hopes?|could|"
    r"should|is to|are to|was to|were to",
    "over": r"over|more than|above|exceed\w*",
    "up to": r"up to|as (?:much|many) as|at most|a maximum",
    "almost": r"almost|nearly|close to|just under",
    "at least": r"at least|no (?:fewer|less) than",
}
_WORDS = {
    "de": {
        "not": r"nicht|kein\w*|nie|niemals|ohne|weder|noch nicht|nichts|niemand",
        "plan": r"wird|werden|würde\w*|soll\w*|geplant\w*|plan\w*|erwart\w*|voraussichtlich|könnte\w*|"
        r"beabsichtigt|hofft|vorgesehen",
        "over": r"über|mehr als|übersteig\w*",
        "up to": r"bis zu|höchstens|maximal",
        "almost": r"fast|beinahe|nahezu|knapp",
        "at least": r"mindestens|wenigstens",
    },
    "fr": {
        "not": r"ne|n['’]\w+|pas|aucun\w*|sans|jamais|ni|non|rien",
        "plan": r"\w+r(?:a|ont|ait|aient)|pr[ée]v\w+|devrai\w*|doi(?:t|vent)|projet\w*|attend\w*|"
        r"pourrai\w*|compt\w+|esp[èe]r\w+|va|vont",
        "over": r"plus d\w*['’]?\w*|dépass\w+",
        "up to": r"jusqu['’]\w+|au maximum|au plus",
        "almost": r"presque|près d\w*['’]?\w*|quasi\w*",
        "at least": r"au moins|au minimum",
    },
    "es": {
        "not": r"no|nunca|sin|ningun\w*|ningún|ni|jamás|nada|nadie",
        "plan": r"\w+r(?:á|án|ía|ían)|prev\w+|plan\w*|esper\w+|debe\w*|proyect\w+|podría\w*|va a|van a",
        "over": r"más de|supera\w*",
        "up to": r"hasta|como máximo",
        "almost": r"casi|cerca de",
        "at least": r"al menos|por lo menos|como mínimo",
    },
    "it": {
        "not": r"non|nessun\w*|senza|mai|né|niente|nulla",
        "plan": r"\w+r(?:à|anno|ebbe|ebbero)|previst\w+|preved\w+|pianific\w+|dovrebb\w+|potrebb\w+|"
        r"inten\w+|sper\w+|programm\w+",
        "over": r"oltre|più di|super\w+",
        "up to": r"fino a|al massimo",
        "almost": r"quasi|poco meno di",
        "at least": r"almeno",
    },
    "nl": {
        "not": r"niet|geen|nooit|zonder|noch|niets|niemand",
        "plan": r"zal|zullen|zou\w*|gepland\w*|plan\w*|verwach\w+|moet\w*|beoog\w+|hoop\w*|van plan",
        "over": r"meer dan|ruim",
        "up to": r"tot|maximaal|hoogstens",
        "almost": r"bijna|haast",
        "at least": r"minstens|ten minste",
    },
    "pt": {
        "not": r"não|nunca|sem|nenhum\w*|nem|jamais|nada",
        "plan": r"\w+r(?:á|ão|ia|iam)|previst\w+|prev\w+|plane\w+|esper\w+|dev\w+|poder\w+|pretend\w+|vai|vão",
        "over": r"mais de|superior\w*",
        "up to": r"até|no máximo",
        "almost": r"quase|cerca de",
        "at least": r"pelo menos|no mínimo",
    },
    "sv": {
        "not": r"inte|ingen|inga|inget|aldrig|utan|ej|varken",
        "plan": r"ska|skall|skulle|kommer att|plan\w*|vänt\w+|förvänt\w+|beräkn\w+|avse\w+|kan komma",
        "over": r"över|mer än|fler än",
        "up to": r"upp till|högst",
        "almost": r"nästan|knappt",
        "at least": r"minst|åtminstone",
    },
    "pl": {
        "not": r"nie|bez|nigdy|żad\w+|ani|nic|nikt",
        "plan": r"będzie|będą|plan\w*|ma(?:ją)? \w+|przewid\w+|oczek\w+|spodziew\w+|zamierz\w+|mogł\w+|"
        r"powin\w+|zostan\w+",
        "over": r"ponad|więcej niż|powyżej",
        "up to": r"do|maksymalnie|najwyżej",
        "almost": r"prawie|niemal",
        "at least": r"co najmniej|przynajmniej",
    },
}
_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
    "sv": "Swedish",
    "pl": "Polish", "en": "English",
}  # fmt: skip
_NOTES = {
    "de": "Die Sätze wurden vom Sprachmodell übersetzt; es gilt das Zitat im Original darunter.",
    "fr": "Les phrases ont été traduites par le modèle de langue ; la citation originale, en dessous, fait foi.",
    "es": "El modelo de lenguaje ha traducido las frases; vale la cita original que está debajo.",
    "it": "Le frasi sono state tradotte dal modello linguistico; fa fede la citazione originale qui sotto.",
    "nl": "De zinnen zijn door het taalmodel vertaald; het citaat in het origineel eronder geldt.",
    "pt": "As frases foram traduzidas pelo modelo de linguagem; vale a citação original abaixo.",
    "sv": "Meningarna har översatts av språkmodellen; citatet på originalspråk nedanför gäller.",
    "pl": "Zdania przetłumaczył model językowy; wiążący jest cytat w oryginale poniżej.",
}
_TOKEN = re.compile(r"[^\s()]*\d[^\s()]*")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w&-]+")
# What has a name of its own in every language.
_OWN_WORDS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|"
    r"Europe\w*|Brit\w+|Kingdom|United|States|America\w*|German\w*|French|France|Swiss|Switzerland|English|England|London|The|"
    r"University|Government|County|Council|Institute|Centre|Fund|Board|Minister)$"
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code: its name in English, and the note below what a model put into it."""

    code: str
    name: str
    note: str


def language(code: str) -> Language | None:
    """The language of a code, if answers can be given in it."""
    return Language(code, _NAMES[code], _NOTES[code]) if code in _WORDS else None


def language_name(code: str) -> str:
    """ "English" for "en"; the code itself where the name is not known."""
    return _NAMES.get(code, code)


def question_fault(original: str, english: str) -> str | None:
    """Why a question put into English cannot be asked, in a phrase; None when it can."""
    if not english or len(english) > 2 * len(original) + 80 or "\n" in english:
        return "no question"
    return None if _digits(original) == _digits(english) else "other numbers"


def translation_fault(english: str, translated: str, code: str) -> str | None:
    """What a sentence put into another language says otherwise, in a phrase; None when nothing can be told to be so."""
    one, other = claimed(english), claimed(translated)
    fault = form_fault(translated, other)
    if fault or one.markers != other.markers:
        return fault or "other markers"
    if _tokens(one.words) != _tokens(other.words) and _digits(one.words) != _digits(other.words):
        return "other numbers"
    if missing := [token for token in _tokens(one.words) if _has_unit(token) and token not in _tokens(other.words)]:
        return f"a value written otherwise: {missing[0]}"
    names = [name for name in _NAME.findall(one.words) if not _OWN_WORDS.match(name)]
    if lost := [name for name in names if name not in other.words]:
        return f"a name that is lost: {lost[0]}"
    for what, words in _WORDS[code].items():
        says, said = _says(_EN[what], one.words), _says(words, other.words)
        if says and not said:
            return f"without its word for {what}"
        if said and not says and what == "not":
            return "a denial that is not in the English"
    return None


def _says(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE) is not None


def _tokens(text: str) -> Counter[str]:
    return Counter(token.strip(".,;:!?") for token in _TOKEN.findall(text))


def _has_unit(token: str) -> bool:
    return not token.replace(",", "").replace(".", "").isdigit() and re.fullmatch(r"\d+(?:st|nd|rd|th)", token) is None


def _digits(text: str) -> Counter[str]:
    found = re.findall(r"\d+", with_digits(text, above=0))
    return Counter(found)
