"""A whole question that leans on the talk: what its pronoun stands for, and whether it then still leans (pure)."""

import re

from bot.another_time import names_year
from bot.background import background
from bot.full_names import is_a_thing, with_nouns
from bot.lexicon import Lexicon
from bot.phrases import typed_small
from bot.referent import ASKS_FOR_NAME, POSSESSIVE, meant_by, names_before
from bot.resolved import Resolved
from bot.there import THERE, place_of
from bot.traits import scopes_of
from ingest.keywords import terms

_SHORT = 4  # words that carry a meaning
# "What's the rent?" asks for that of what was spoken of; "who took over?" does not say what.
_DEFINITE = re.compile(
    r"^(?:what|who|how (?:long|big|large|much|high|old))(?:['’]s|\s+is|\s+are|\s+was|\s+were)?\s+the\s+"
    r"[\w-]+(?:\s[\w-]+)?"
    r"(?:\s(?:per|a)\s[\w-]+(?:\s(?:foot|feet|metre|meter))?)?"
    r"(?:\s(?:for|in|across)\s(?:the\s)?(?:(?:whole|entire)\s)?(?:country|UK|county|town|world))?"
    r"(?:\sin\s(?:19|20)\d\d)?\W*$",
    re.IGNORECASE,
)
# "Who paid for the labs?" after a question about laboratories.
_THE = re.compile(r"\bthe (?:[a-z][\w-]* )?(?P<noun>[a-z][\w-]{2,})\b")
# "Who owns the land?" says no more of it; the campus and the town are known without a talk.
_OF_THE_THING = re.compile(
    r"^(?:who|when|where|why|how)\b.*\bthe (?!(?:(?:whole|entire) )?(?:campus|cluster|town|county|country|region|"
    r"catalyst|sector|industry|world|government|council|company|firm|deal|same)\b)[a-z][\w-]+(?: [a-z][\w-]+)?\W*$",
    re.IGNORECASE,
)
# "How much of the money came from the LEP?": of what was spoken of, whoever else is named.
_PART_OF_THE_SUM = re.compile(
    r"\b(?:how much|what (?:share|part|proportion|percentage)|how many|most|half|all|any|some|the rest) of the "
    r"(?:price|money|cost|total|sum|bill|funding|amount|proceeds|fee|space|jobs)\b"
    r"(?! (?:of|for|in|that|which|from|to)\b)",
    re.IGNORECASE,
)
# "How long would we be able to stay?": where, the talk says.
_OF_US = re.compile(r"\b(?:we|us|I)\b")
_WITHOUT_OBJECT = re.compile(
    r"^(?:who|when|where|why)(?: (?:did|has|have|will|was|were|is|are))? \w+(?: (?:over|in|out|up))?\W*$", re.I
)
# "Who takes over from the firm now it has closed?": what a clause says of "it", it says of what was named before it.
_OF_A_CLAUSE = re.compile(
    r"\w\W+(?:now(?: that)?|since|because|once|though|although|when|while|if|after|before|as) $", re.IGNORECASE
)
_TWO_QUESTIONS = re.compile(
    r"(?P<first>\b(?:what|how|when|where|who|which|why)\b.*),?\sand\s(?:what|how|when|where|who|which|why)\b[^?]*$",
    re.I,
)
_THING = (
    r"(?:series [a-e]\b|deal|figure|number|year|time|company|firm|project|plan|site|centre|building|fund|grant|round|"
    r"start-?up|spin-?out|buyer|seller|sale|price|offer|place(?! (?:of|to|for|where)\b)|"
    r"takeover|merger|float|listing|factory|plant|drug|trials?|award|scheme|programme|money|funding|report|business|team|"
    r"refit|announcement|ceremony|visit|launch|opening|refurbishment|conversion|expansion|extension|redevelopment|"
    r"closure|purchase|acquisition)"
)
# "How long does it take from Hull to Leeds?": that "it" is nobody, whatever was spoken of before.
_IT_TAKES = r"takes? (?:you |one |me |us )?(?:from\b[^?.]*\bto\b|to (?:get|travel|drive|go|come)\b)"
PRONOUN = re.compile(
    rf"\b(?:it(?! (?:that\b|because\b|{_IT_TAKES}))|its|they|them|their|he|him|his|she|her|hers"
    r"|the (?:company|firm|group|same|deal)"
    r"|that (?:contractor|architect|builder|developer|investor|bank|supplier|buyer|seller))\b",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\b(?:those|these|then|the (?:other|others|former|latter|rest)|ones?)\b"
    r"|\b(?:of|would|has|have|had|did|does|do|said|say|says|is|was|will|about|for|by|from|with|after|before|in|on) "
    r"(?:that|this)\b"
    r"|^what['’]s (?:that|this)\b"
    r"|\b(?:that|this) (?:in|up|out)\W*$"
    r"|\b(?:that|this|there|so|inside|after)\W*$"
    rf"|\b(?:that|this|the) (?:(?:19|20)\d\d |merged |combined |joint )?{_THING}\b|\bthe two sides\b"
    r"|\b(?:that|this) (?:cluster|zone|city|town|campus|place|status|region|county|country|lab|laborator(?:y|ies)|"
    r"body|bill|cost|sum|amount|organisation|competition|course|college|conference|association|partnership|community)\b"
    # "These conferences": of what kind, the talk says.
    r"|\bthese [a-z]+s\b",
    re.IGNORECASE,
)
# "How many were sold?": of what, the talk says.
_OF_NOTHING = re.compile(
    r"^how (?:many|much) (?:is|are|was|were|has been|have been) "
    r"(?:\w+(?:ed|en)|sold|spent|paid|made|lost|left|won|held|built|bought)\W*$",
    re.IGNORECASE,
)
# "When did the UK regulator say yes?": to what, the talk says.
_TO_WHAT = re.compile(r"\b(?:say|said) (?:yes|no)\W*$|\b(?:approve|agree|sign off|follow suit)[ds]?\W*$", re.IGNORECASE)
# "How many were approved here?"
_OF_NONE_NAMED = re.compile(
    r"^how many (?:is|are|was|were|has been|have been|got|get) (?!there\b|in\b|on\b|at\b|of\b)\w+(?:ed|en)\b",
    re.IGNORECASE,
)
# "How much did the LEP put in?": into what, the talk says.
_INTO_IT = re.compile(
    r"^(?:how much|what) (?:did|does|has|have|will|would|is|are|was|were) .+? "
    r"(?:put(?:ting)? in|chip(?:ping)? in|pay|paid|contributed?|give|given|spend|spent)\W*$",
    re.IGNORECASE,
)
_INTO_THE_ONE = re.compile(r"^(?P<how>how much (?:is|are|was|were) [^?]+? putting )in\W*$", re.IGNORECASE)
# "What's expected for 2028?", "when did work start?"
_FEW = 1  # terms
# "How many shares, and at what price?"
_OF_A_DEAL = re.compile(
    r"\bhow many shares\b|\bat what (?:share )?price\b|\b(?:share|top|maximum|full|final) price\b|\bvaluation\b|"
    r"\b(?:each|every|per) share\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_IT_TOO = re.compile(r"\bit\b(?! (?:is|was|were|will|that)\b)", re.IGNORECASE)
_HERE_LAST = re.compile(r"\w \w+ here(?=\W*$)", re.IGNORECASE)
_FROM_IN = re.compile(r"\bfrom (?:in|at) (?=[A-Z]|the )")  # "from there"
_THERE_LAST = re.compile(r" there(?=\W*$)", re.IGNORECASE)
# What has none of these is no sentence, and "the" says that it has been spoken of: "payout per share in the wind up".
_IN_THE = re.compile(r"\w (?:in|of|from|after|before|at|by|under) the [a-z]")
_VERB = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|is|are|was|were|did|does|do|has|have|had|can|will|would|could|should|"
    r"tell|give|show|list|name|explain|compare|describe|summarise)\b",
    re.IGNORECASE,
)
_LONG = 5  # terms
_SAYS_ALL = 4  # terms beside whom a pronoun stands for
# "Which company was the first to get its own licence?" says itself whose.
_ITS_OWN = re.compile(
    r"^\W*(?:which|what|who)\b.*\b(?:its|their) own\b"
    # "How many partners had put their names behind the bid?", "when had the labs held their first course?"
    r"|^\W*how many (?!(?:of|did|does|do|has|have|had|is|are|was|were)\b)(?:[a-z]+s|people|staff|women)\b[^?]*\btheir\b"
    r"|\b(?:did|do|have|had|will|would|were|are) the [a-z]+s\b[^?]*\btheir\b",
    re.IGNORECASE,
)
_A_BODY = frozenset(("the company", "the firm", "the group"))
_OF_ANOTHER = re.compile(r"\b(?:of|for|in|into|over|buy|bought|acquired?|own(?:s|ed)?) $", re.IGNORECASE)
_TIME_ONLY = re.compile(r"(?:before|after) (?:that|this)", re.IGNORECASE)
# "Is it being wound up?" asks of now, whatever was told of it before.
_IS_BEING = re.compile(r"\W*(?:is|are) (?:it|they|he|she) (?:still |now )?being \w", re.IGNORECASE)
_COUNTS_A_THING = re.compile(r"\W*how many (?!(?:of|did|does|do|has|have|had|is|are|was|were)\b)\w", re.IGNORECASE)
_THEIRS = re.compile(r"\btheirs\b", re.IGNORECASE)
# "When was the company founded?" says all, whichever it is.
_SET_UP = re.compile(
    r"^\W*(?:when|where|in what year) (?:was|were)\b.*\b(?:founded|set up|established|formed|created)\W*$", re.I
)
_ON_CONDITION = re.compile(r"^\W*if (?:we|you|i|one|an? \w+) [^,]{4,}, (?:what|how|when|which|who)\b.*\bthose\b", re.I)
_THEY_BOUGHT = re.compile(r"^ (?:that )?(?:they|it|he|she) (?:had )?(?:bought|acquired|took over|taken over)\b")
_OF_NOBODY = re.compile(r"ADSs?|IPOs?|R&D|GMP|ATMPs?|AAV")  # short forms that name no body
_THAT_THING = re.compile(r"\bthat [a-z]+\b")
# "When did the campus open its doors?" says whose.
_DID_ITS = re.compile(
    r"\b(?:did|does|has|have|had|will|would) the (?:campus|site|building|centre|town|scheme|cluster|trial|start-up|"
    r"spin-out|buyer|seller|developer) \w+(?: in| from| for| with)? $"
)


def leaning(bare: str, opened: bool, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """A whole question; ``opened`` says that it began with "and" or the like, which has been taken off."""
    if (
        (put_into := _INTO_THE_ONE.match(bare))
        and not PRONOUN.search(bare)
        and len(things := names_before(before, lexicon)) == 1
    ):
        return Resolved(f"{put_into['how']}into {things[0]}?")
    names = lexicon.phrases(bare)
    is_placed = THERE.search(bare) and place_of(bare, before, lexicon)
    is_of_it = (
        (_DEFINITE.match(bare) and not is_placed)
        or _WITHOUT_OBJECT.match(bare)
        or _is_of_the_thing(bare)
        or _is_of_the_same(bare, f"{before.main} {answer}")
    )
    is_ours = _OF_US.search(bare) and len(terms(bare)) <= _SHORT
    is_of_a_deal = _OF_A_DEAL.search(bare) and not (scopes_of(bare) or names_year(bare) or PRONOUN.search(bare))
    is_of_nothing = (
        not (scopes_of(bare) or PRONOUN.search(bare) or POINTS.search(bare) or THERE.search(bare))
        and len(terms(_YEARS.sub("", bare))) <= _FEW
    )
    is_headless = not _VERB.search(bare) and _IN_THE.search(bare) and not (names_year(bare) or scopes_of(bare))
    if (
        _PART_OF_THE_SUM.search(bare)
        or _OF_NOTHING.match(bare)
        or (opened and _TO_WHAT.search(bare) and not PRONOUN.search(bare))
        or (_OF_NONE_NAMED.match(bare) and not (PRONOUN.search(bare) or POINTS.search(bare) or THERE.search(bare)))
        or (_INTO_IT.match(bare) and not PRONOUN.search(bare))
        or ((is_of_it or is_ours or _THEIRS.search(bare) or is_headless or is_of_nothing or is_of_a_deal) and not names)
    ):
        return Resolved(bare, background(before, answer, lexicon))
    pronoun, points = _pronoun_of_the_talk(bare, lexicon), POINTS.search(bare) or THERE.search(bare)
    # "And what is the corporation tax rate with the patent box?" says enough for itself, and so does what is asked of a
    # place and a year, or of where all of it is: "and how many therapies are approved here?"
    is_whole = len(terms(bare)) >= _LONG or _HERE_LAST.search(bare) is not None
    is_whole = is_whole or (bool(scopes_of(bare)) and (names_year(bare) or len(terms(bare)) >= _SAYS_ALL))
    says_itself = _ON_CONDITION.match(bare) and not pronoun  # "those profits" are of its own clause
    if says_itself or not (pronoun or points or (opened and not is_whole)):
        return Resolved(bare)
    if names and not pronoun and (not points or points.group().lower().startswith("the ")):
        return Resolved(bare)
    put = meant_by(bare, pronoun, before, answer, lexicon)
    whole = _put(bare, pronoun, put) if pronoun else bare
    whole = _with_what_it_is(whole, put, before, answer, lexicon) if pronoun else whole
    place = place_of(whole, before, lexicon) if THERE.search(whole) else ""
    if place and not (put and put in place):
        whole = _FROM_IN.sub("from ", THERE.sub(lambda _: place, whole))
        points = POINTS.search(whole) if pronoun is None else points
        if pronoun is None and points is None:
            return Resolved(whole)
    elif names:
        whole = _THERE_LAST.sub("", whole)  # where what is named is, which need not be said
        points = None if points and THERE.match(points.group()) else points
    if pronoun and points and pronoun.start() < points.end() and points.start() < pronoun.end():
        points = None  # "the company", which has been said
    # "What stake did Syncona keep after that?": of what was spoken of, which it does not name.
    names_another = bool(names) and not set(names) & {*lexicon.phrases(before.text)}
    names_another = names_another and not set(terms(bare)) & set(terms(before.main))
    leans = _IT_TOO.search(whole) is not None and not names_year(bare) and pronoun is not None and bool(put)
    leans = leans or _still_leans(bare, pronoun, put, points, bool(names) or names_year(bare), names_another)
    return Resolved(whole, background(before, answer, lexicon) if leans else "")


def stands_alone(question: str, lexicon: Lexicon) -> bool:
    """Whether a question names what it is about and points at nothing in the talk, though it may lean on that."""
    # "Since the extension" says of a thing that is named which one it is, and "after that" only when.
    said = (found.group().lower() for found in POINTS.finditer(question))
    points = any(not (words.startswith("the ") or _TIME_ONLY.fullmatch(words)) for words in said)
    small = any(" " in name for name in typed_small(question, lexicon))  # "the heritage centre"
    return bool(lexicon.phrases(question) or small) and not (
        points or _pronoun_of_the_talk(question, lexicon) or THERE.search(question)
    )


def _put(question: str, pronoun: re.Match[str], put: str) -> str:
    """The question with what its pronoun stands for: "where did the panel hold its meeting?" says it of the panel."""
    owner = put.removesuffix("'s")
    noun = re.search(rf"\bthe {re.escape(owner.split()[-1])}\b", question[: pronoun.start()]) if owner else None
    if noun and put.endswith("'s"):
        return question[: noun.start()] + owner + question[noun.end() :]
    rest = question[pronoun.end() :]
    if put and pronoun.group().lower() in _A_BODY:
        rest = _THEY_BOUGHT.sub("", rest)  # "the company they bought" is told by its name
    return question[: pronoun.start()] + put + rest


def _with_what_it_is(question: str, put: str, before: Resolved, answer: str, lexicon: Lexicon) -> str:
    """The question with the one thing that was named before in place of a second pronoun: "who did A buy it from?"."""
    it = _IT_TOO.search(question)
    said = (before.main, before.background)
    every = ([name for name in with_nouns(text, lexicon) if is_a_thing(name) and name not in put] for text in said)
    things = next(filter(None, every), [])
    if it is None or not put or it.group() == put or len(things) != 1:
        return question
    thing = meant_by(question, it, before, answer, lexicon) if ASKS_FOR_NAME.search(before.main) else things[0]
    return question[: it.start()] + thing + question[it.end() :]


def _pronoun_of_the_talk(bare: str, lexicon: Lexicon) -> re.Match[str] | None:
    """The first pronoun, where it stands for something in the talk and not for what the question itself names."""
    pronoun = PRONOUN.search(bare)
    if pronoun is None:
        return None
    before = bare[: pronoun.start()]
    # "What does Autolus pay for its building?" says itself whose; "how many trials has the UK, and how has it
    # changed?" leans on its own first half.
    owns = pronoun.group().lower() in POSSESSIVE and lexicon.phrases(before)
    first = _TWO_QUESTIONS.search(before)
    says_itself = bool(owns or _ITS_OWN.search(bare) or (first and lexicon.phrases(first["first"])))
    is_said = bool([name for name in lexicon.phrases(before) if not _OF_NOBODY.fullmatch(name)])
    is_said = is_said or _THAT_THING.search(before) is not None
    says_itself = says_itself or bool(_OF_A_CLAUSE.search(before) and is_said)
    says_itself = says_itself or bool(pronoun.group().lower() in POSSESSIVE and _DID_ITS.search(before))
    return None if says_itself or (lexicon.phrases(bare) and _says_which(bare, pronoun)) else pronoun


def _says_which(bare: str, pronoun: re.Match[str]) -> bool:
    """Whether a question with names says itself of what it speaks: "the deal between Novartis and Gyroscope".

    "When did Syncona's takeover of the company go through?" does not; "what did the company get from Syncona?" may.
    """
    words = pronoun.group().lower()
    return words.startswith("the ") and not (words in _A_BODY and _OF_ANOTHER.search(bare, 0, pronoun.start()))


def _is_of_the_thing(bare: str) -> bool:
    """Whether a few words ask of "the land", of which they say no more."""
    says_more = scopes_of(bare) or names_year(bare) or PRONOUN.search(bare) or THERE.search(bare)
    return not says_more and len(terms(bare)) < _SHORT and _OF_THE_THING.match(bare) is not None


def _is_of_the_same(bare: str, told: str) -> bool:
    """Whether a short question without a name or a year asks of "the labs", of which it has been told."""
    if names_year(bare) or scopes_of(bare) or len(terms(bare)) > _SHORT or PRONOUN.search(bare):
        return False
    known = set(terms(told))
    nouns = {stem for found in _THE.finditer(bare) for stem in terms(found["noun"])}
    return any(stem in known or any(other.startswith(stem) for other in known) for stem in nouns)


def _still_leans(
    bare: str,
    pronoun: re.Match[str] | None,
    put: str,
    points: re.Match[str] | None,
    is_named: bool,
    names_another: bool,
) -> bool:
    """Whether a question leans on the talk though its pronoun is said.

    "When did the UK approve it?" names all that it asks about then, "who bought it?" ends with it, and one that says it
    in more than a name or a year lacks nothing, nor does one that says what it counts. "How much had Quell raised
    before that?" leans on a time, and "how much did they pay?" does not say for what.
    """
    if points and pronoun and put != pronoun.group() and points.group().lower().startswith("the ") and is_named:
        return False  # "after the float", of what has just been said
    if points:
        return bool(pronoun) or names_another or not is_named or not _TIME_ONLY.fullmatch(points.group())
    if pronoun is None or put == pronoun.group():
        return True
    if re.fullmatch(r"(?:the|its|their) (?:new |old |planned |first )?[a-z]+", put):
        return True  # "the building": which one, the talk says
    is_described = re.match(r"the [\w ]*[a-z]\b|[a-z]+s (?:at|on|of|in) (?:the )?[A-Z]", put)
    # "Their gene therapy" says more of it than "they" does.
    enough = _SAYS_ALL - 1 if pronoun.group().lower() in POSSESSIVE else _SAYS_ALL
    is_named = is_named or (put != put.lower() and len(terms(bare)) >= enough)
    is_whole = is_named or is_described or _SET_UP.search(bare) or _COUNTS_A_THING.match(bare) or _IS_BEING.match(bare)
    return not (is_whole or re.fullmatch(r"\W*", bare[pronoun.end() :]))
