"""Whether a sentence denies what its quotes deny, and nothing else (pure)."""

import re
from collections.abc import Sequence

from bot.proof.alike import alike
from bot.proof.basis import Basis
from bot.proof.predicates import DENIES_NOTHING, LEFT_OUT, Word, lemma, predicates
from bot.synonyms import synonyms
from ingest.keywords import terms
from ingest.values.statements import statement_of

_NOT = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|cannot|nobody|nothing|nowhere|no longer|yet to|hardly|rarely)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
# The same without a word for "not".
_DENIES = re.compile(r"\b(?:no|not|none|never|neither|nor|without|cannot|nobody|nothing)\b|n['’]t\b", re.IGNORECASE)
_AS_GOOD_AS_NOT = re.compile(
    rf"{_NOT.pattern}|\b(?:fail\w*|unable|declin\w*|refus\w*|reject\w*|den(?:y|ied|ies)|lack\w*|stop(?:s|ped|ping)?|ceas\w*|"
    r"ended|ends|abandon\w*|dropp?\w*|halt\w*|discontinu\w*|withdr\w*|cancel\w*|turned down|ruled out|absent|unknown|"
    r"undisclosed|f[ae]ll(?:s|en)? through|"
    r"still (?:to|has|have|awaits?|waiting)|remains? (?:to|un\w+)|un(?:changed|clear|disclosed|decided|"
    r"named|"
    r"known|funded|successful\w*|affected|able)|before|former\w*|free of|rather than|instead of|except|other than|"
    r"short of|"
    r"await\w*|pending|outstanding|missing|lost|exclud\w*|\w+-free|only|alone|solely|at the earliest|"
    # What is left out, forbidden, missed, put off or yet to be settled.
    rf"{LEFT_OUT}|confidential|vacant|under (?:review|study|consideration)|subject to|depend\w*|shelved|suspend\w*|"
    r"unlikely|waive[sd]?|laps\w+|object(?:s|ed)|shortfall|less than|fewer|below)\b",
    re.IGNORECASE,
)
_TURNS_DOWN = re.compile(
    r"\b(?:fail(?:s|ed|ure)?|refus\w*|reject\w*|den(?:y|ied|ies)|abandon\w*|cancel\w*|turned down|block(?:s|ed)|"
    r"(?<!\bas )oppos\w*|"
    r"withdrew|withdrawn|scrapp\w*|halt\w*|ruled out|miss(?:ed|es) out|lost out|pulled out|walked away|collaps\w*|"
    r"free of|exempt\w*)\b",
    re.IGNORECASE,
)
# What says whether and when, and nothing of what.
_SAY_WHETHER = frozenset(
    terms("now due plan plans planned expect expected schedule scheduled soon still hope hopes aim aims")
)
_NOT_BEFORE = re.compile(r"\bnot\b[^,;.]*\bbefore\b")
_IS = r"(?:is|are|was|were|has been|have been|being)"
_IS_NOT = re.compile(
    rf"\b{_IS}\s(?:not|no longer|never)\s(?P<what>[a-z]+(?: (?:to|in|for|by|on|at|from|with))? (?:the )?[\w-]+)"
)
# "Has not grown as fast as" where the quotes say "more slowly than".
_SLOWER = re.compile(r"\b(?:more slowly|slower|less quickly|less fast)\s(?:\w+\s){0,2}than\b")
_NOT_AS_FAST = re.compile(r"\snot\s(?P<grown>\w+)\sas\s(?:fast|quickly|rapidly|swiftly)\sas\b")
_LACK, _SHORT = re.compile(r"\black of\b"), re.compile(r"\b(?:shortages?|scarcity|short of)\b")
_GOES_ON = re.compile(r"\s(?=because\b)|\sand(?=\s[a-z]+ed\b)")
_REPLACES, _IN_PLACE = re.compile(r"\breplac"), re.compile(r"\bin place of\b")
_DISCLOSES, _MADE_PUBLIC = re.compile(r"\bdisclos"), re.compile(r"\bnot (?:been )?(?:made public|published|revealed)\b")
_THE_SAME = re.compile(r"\b(?:unchanged|the same|flat|stable|level|steady)\b")
_NOT_THE_SAME = re.compile(
    r"(?:\bnot|\bnever|n['’]t)\s(?:(?:stay(?:ed)?|remain(?:ed)?|be(?:en)?|h[oe]ld|kept|keep)\s)?"
    r"(?:the same|unchanged|flat|stable|level|steady|as it was)\b"
)
_NO = re.compile(r"\bno (?P<what>[a-z]+(?: [a-z]+)?)(?=[,.;]| (?:and|or|for|in|of|to|but)\b|$)")
_AGAINST = re.compile(r"\b(?:though|although|but|while|whereas|yet|however)\b[^,;.]*\b(?:do|does|did)\b[^,;.]*")
# What was expected to begin had not begun yet.
_TO_COME = re.compile(
    r"\b(?:is|are|was|were) (?:expected|due|planned|set|scheduled) to (?:be(?:come)? )?(?:fully )?(?P<do>[a-z]+)"
)
_NOT_YET = re.compile(
    r"\b(?:had|has|have) not (?:yet (?P<done>[a-z]+)(?:,? but (?=(?:was|is|were|are)\b))?"
    r"|(?P<begun>[a-z]+),? but (?=(?:was|is|were|are) (?:expected|due|planned|set|scheduled)\b))"
    r"|\b(?:had|has|have) yet to (?:be(?:come)? )?(?:fully )?(?P<do>[a-z]+)"
)
_NOT_THEN = re.compile(r"^Not (?=as of\b)")
_NOT_YET_BEFORE = re.compile(
    r"^Not (?:yet\b,?|(?=as of|at the time|in (?:\w+ )?\d{4}\b))(?P<then>[^:;,]{0,40})"
    r"(?:[:;,—–]| [—–-]) (?:when )?"
)
# What is to come, or goes on: of that one may say "not yet".
_IS_OPEN = re.compile(
    r"\b(?:expected|due|planned|plans|targeted|target|aim(?:s|ed)?|hoped|scheduled|set (?:to|for)|forecast|proposed|"
    r"means? to|meant to|to (?:open|start|begin)|(?:is|are|was|were) (?:still |now )?"
    r"(?:carrying (?:[a-z]+ )?out|considering|reviewing|planning|preparing|seeking|negotiating|getting ready|"
    r"looking for))\b"
)
# "A, B and C, though not the only ones" of what the quotes list as some.
_NOT_WHOLE = re.compile(
    r",? (?:though|but|and|although) (?:they (?:are|were) )?(?:not the only (?:ones?|\w+)|"
    r"(?:the|that|this) list (?:is|was) not (?:complete|exhaustive|full))(?=[.,;]|$)"
)
_SOME = re.compile(r"\b(?:includ(?:e|es|ed|ing)|among (?:them|others|these)|such as|for example)\b")
_IS_NOT_GIVEN = re.compile(r"\bnot (?:given|named|told|stated|known|disclosed)\b")
_NONE_GIVEN = re.compile(rf"\b[Nn]o (?P<what>[a-z]+) (?P<is>{_IS}) (?P<done>given|named|told|stated|known|disclosed)\b")
_STAYED_OPEN, _DID_NOT_CLOSE = (
    re.compile(r"\b(?:stay|remain)(?:s|ed)? open\b"),
    re.compile(r"\bdid not (?:close|shut)\b"),
)
_UP = re.compile(r"\b(?:up|rose|risen|gr[eo]wn?|higher|increased?)\b")
_DOWN = re.compile(r"\b(?:down|fell|fallen|lower|dropped|declined?|decreased?)\b")
_DID_NOT = re.compile(
    r"\bdid not (?:(?P<rise>rise|grow|increase|climb|go up)|fall|drop|shrink|decline|decrease|go down)\b"
)
_TOLD_AS = (
    (
        re.compile(r"\b(?:became|opened|began|started)\b"),
        re.compile(r"\b(?:was|were) not (?P<what>[a-z]+(?: [a-z]+){0,2}) until\b"),
        r"became \g<what> in",
    ),
    (_STAYED_OPEN, _DID_NOT_CLOSE, "stayed open"),
    (_IS_NOT_GIVEN, _NONE_GIVEN, r"the \g<what> \g<is> not \g<done>"),
    (_SLOWER, _NOT_AS_FAST, r" \g<grown> more slowly than"),
    (_SHORT, _LACK, "shortage of"),
    (_REPLACES, _IN_PLACE, "replacing"),
    (_DISCLOSES, _MADE_PUBLIC, "not disclosed"),
)
# "Gave the sum" where the quotes say "did not disclose the amount".
_A_SUM = r"(?:sum|amount|figure|price|value|number|terms|cost)"
_GIVES_IT = re.compile(
    rf"\b(?:g[ai]ves?|disclose[sd]|name[sd]|reveal(?:s|ed)|publishe[sd]|state[sd]|made public) "
    rf"(?:the |its |a )?{_A_SUM}\b"
)
_GIVES_NONE = re.compile(
    rf"\bnot (?:disclose|give|name|reveal|publish|state|say|specify|share) (?:(?:the|its|an?|any) )?{_A_SUM}\b"
    rf"|\b{_A_SUM} (?:is|was|were|are) not (?:disclosed|given|named|revealed|published|stated)\b"
)
# "Not every place won" where it was 45 "out of 101".
_NOT_EVERY, _OUT_OF = re.compile(r"\b[Nn]ot (?:all|every)\b"), re.compile(r"\bout of (?:the |all )?\d")
# "Includes the NHS" where the quotes leave it out.
_LEAVES_OUT = re.compile(
    r"\b(?:leav(?:es?|ing)|left) out (?P<what>[^,.;:]+)|\b(?:exclud|omit)(?:t?ed|t?ing|e?s?) (?P<them>[^,.;:]+)"
)
_TAKES_IN = re.compile(r"\b(?:includ(?:es?|ed|ing)|cover(?:s|ed|ing)?|count(?:s|ed) (?:in|among)|part of|among)\b")
# A share of a clause's words that a sentence has to hold for it to speak of that clause.
_SPEAKS_OF = 0.5
_TOUCHES = 0.4  # likewise, where it has a word in common that is denied


def denial_fault(words: str, basis: Basis) -> str | None:
    """The first thing that is affirmed though denied, or denied though not, in a phrase; None when nothing is."""
    if _says_flatly_what_is_denied(words, basis.text) or _sets_against_what_is_denied(words, basis.text):
        return "what is denied told as if it were so"
    if (
        (given := _GIVES_IT.search(words))
        and _GIVES_NONE.search(basis.text)
        and not _NOT.search(words[: given.start()])
    ):
        return "what is denied told as if it were so"
    if _takes_in_what_is_left_out(words, basis.text):
        return "what is denied told as if it were so"
    words = _as_told(words, basis.text)
    words = _without_the_contrary(words, basis)
    words = _without_yet(words, basis.text)
    own = predicates(words)
    theirs = [word for told in basis.told for word in predicates(told.statement.text)]
    for word in own:
        same = said_of(word, theirs)
        is_undone = not same and word.stem in basis.denied_in_one
        is_denied_alone = (same or is_undone) and all(other.denied for other in same)
        if is_denied_alone and not word.may_be_denied and (is_undone or _is_spoken_of(word.stem, words, basis)):
            return "what is denied told as if it were so"
        is_denied = word.stem in basis.denied or any(other.denied or other.follows_denial for other in same)
        if same and word.denied and not is_denied and not _is_earliest(words, basis):
            return _unheard(basis)
    if _NOT_THE_SAME.search(words) and _THE_SAME.search(basis.text) and not _NOT_THE_SAME.search(basis.text):
        return _unheard(basis)
    return _clause_fault(words, basis)


def _unheard(basis: Basis) -> str:
    """A denial that no quote has; where they deny anything, it may be that in other words."""
    return (
        "a denial in other words than the quotes'"
        if _DENIES.search(basis.text)
        else "a denial that is not in the quotes"
    )


def without_what_is_open(words: str, basis: Basis) -> str:
    """The sentence without "not yet" before what the quotes tell as open, and without that a list is not whole."""
    told = basis.text
    if _IS_OPEN.search(told) and _IS_OPEN.search(words):
        # When it was not so yet is a claim like any other: "not yet in 2019: ..." is judged as "in 2019, ...".
        words = _NOT_YET_BEFORE.sub(lambda found: f"{found['then'].strip()}, ".removeprefix(", "), words)
    return _NOT_WHOLE.sub("", words) if _SOME.search(told) else words


def _as_told(words: str, told: str) -> str:
    """The sentence with what denies in other words put as the quotes put it."""
    for is_told, said, instead in _TOLD_AS:
        if is_told.search(told):
            words = said.sub(instead, words)
    if none := _GIVES_NONE.search(told):
        words = _GIVES_NONE.sub(none.group(), words)
    return _NOT_EVERY.sub("some", words) if _OUT_OF.search(told) else words


def _without_the_contrary(words: str, basis: Basis) -> str:
    """ "Use did not rise" as "use fell", where a quote tells that the same fell, and of no rise."""
    denied = _DID_NOT.search(words)
    subject = set(terms(re.split("[,;:]", words[: denied.start()])[-1])) if denied else set()
    if denied is None or not subject:
        return words
    way, other = (_DOWN, _UP) if denied["rise"] else (_UP, _DOWN)
    is_told = any(
        way.search(told.statement.text)
        and not other.search(told.statement.text)
        and subject <= set(terms(told.statement.text))
        for told in basis.told
    )
    return _DID_NOT.sub("fell" if denied["rise"] else "rose", words) if is_told else words


def _without_yet(words: str, told: str) -> str:
    """What is said without that it was not so yet, where the quotes tell that it was expected to be."""
    to_come = {lemma(stem) for found in _TO_COME.finditer(told) for stem in terms(found["do"])}
    meant = to_come | {lemma(other) for stem in to_come for other in synonyms(stem) | alike(stem)}
    if not to_come:
        return words
    words = _NOT_THEN.sub("", words)

    def is_meant(found: re.Match[str]) -> bool:
        done = found["done"] or found["begun"] or found["do"]
        return bool({lemma(stem) for stem in terms(done)} & meant)

    return _NOT_YET.sub(lambda found: "" if is_meant(found) else found.group(), words)


def _says_flatly_what_is_denied(words: str, told: str) -> bool:
    """ "Is tied to the town, and not national" where the quotes say "is not tied to the town"."""
    return any(
        re.search(rf"(?<!\bnot )(?<!\bnever )(?<!n['’]t )\b{_IS}\s{re.escape(found['what'])}\b", words) is not None
        for found in _IS_NOT.finditer(told)
    )


def _sets_against_what_is_denied(words: str, told: str) -> bool:
    """ "Mentions no grant, though it does mention tax relief" where the quotes say "no grant and no tax relief"."""
    denied = [frozenset(terms(found["what"])) for found in _NO.finditer(told)]
    against = [found.group() for found in _AGAINST.finditer(words) if not _AS_GOOD_AS_NOT.search(found.group())]
    return any(what and what <= set(terms(clause)) for what in denied for clause in against)


def _is_spoken_of(stem: str, words: str, basis: Basis) -> bool:
    """Whether a sentence speaks of what a quote denies by a word: "plans to spend" is not "does not plan to merge"."""
    said = set(terms(words))
    denying = [
        clause
        for told in basis.told
        for clause in clauses(told.statement.text)
        if any(word.denied and word.stem == stem for word in predicates(clause))
    ]
    return not denying or any(share(clause, said) >= _TOUCHES for clause in denying)


def _takes_in_what_is_left_out(words: str, told: str) -> bool:
    """ "Includes agency staff" where the quotes say "leaves out agency staff"."""
    if not _TAKES_IN.search(words) or _AS_GOOD_AS_NOT.search(words):
        return False
    said = set(terms(words))
    return any(share(found["what"] or found["them"], said) > _SPEAKS_OF for found in _LEAVES_OUT.finditer(told))


def said_of(word: Word, others: Sequence[Word]) -> list[Word]:
    """The words of the quotes that say the same, else such as may stand for it."""
    return [other for other in others if other.stem == word.stem] or [
        other for other in others if other.stem in {lemma(stem) for stem in synonyms(word.stem)}
    ]


def _clause_fault(words: str, basis: Basis) -> str | None:
    """The same where other words say it: clause by clause."""
    theirs = [
        part
        for told in basis.told
        for clause in clauses(told.statement.text)
        for part in _GOES_ON.split(clause)
        if terms(part)
    ]
    said = set(terms(words))
    affirmed = {stem for clause in theirs if not _denies(clause) for stem in terms(clause)}
    for clause in theirs:
        told = set(terms(clause)) - affirmed
        if not _denies(clause) or not told & said - _names(clause) or _is_of_another(clause, words):
            continue
        if share(clause, said) >= _SPEAKS_OF and not _AS_GOOD_AS_NOT.search(words):
            return "what is denied told as if it were so"
    for clause in clauses(words):
        if any(word.denied and word.stem in basis.denied for word in predicates(clause)):
            continue
        if _denies(clause) and not any(
            _AS_GOOD_AS_NOT.search(other) and (share(clause, set(terms(other))) > 0 or share(other, said) > 0)
            for other in theirs
        ):
            return _unheard(basis)
    if _TURNS_DOWN.search(words) and not _AS_GOOD_AS_NOT.search(basis.text):
        return _unheard(basis)
    return None


def clauses(text: str) -> Sequence[str]:
    """The clauses of a text that carry a meaning."""
    found = [text[start:end] for start, end in statement_of(text).clauses]
    return [clause for clause in found if terms(clause)] or [text]


def share(clause: str, said: set[str]) -> float:
    """The share of a clause's words that are said."""
    own = [stem for stem in terms(clause) if stem.isalpha() and stem not in _SAY_WHETHER]
    return sum(stem in said or bool(synonyms(stem) & said) for stem in own) / len(own) if own else 0.0


def _names(text: str) -> set[str]:
    return {stem for word in re.findall(r"\b[A-Z][\w-]+", text) for stem in terms(word)}


def _is_of_another(clause: str, words: str) -> bool:
    """Whether a sentence names another place or body than what a clause denies: "Braga" for "no longer in Porto"."""
    denied = next((_names(clause[found.end() :]) for found in _NOT.finditer(clause)), set())
    return bool(denied) and not denied & set(terms(words)) and bool(_names(words) - set(terms(clause)))


def _is_earliest(words: str, basis: Basis) -> bool:
    """Whether "not before 2026" is told of what the quotes say comes "in 2026 at the earliest"."""
    return bool(_NOT_BEFORE.search(words)) and "at the earliest" in basis.text


def _denies(clause: str) -> bool:
    return _NOT.search(DENIES_NOTHING.sub(" ", clause)) is not None
