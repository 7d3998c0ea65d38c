"""What "it", "they" and "the company" stand for in a question, by the question and the answer before it (pure)."""

import re
from collections.abc import Sequence

from bot.another_time import names_year
from bot.deals import A_DEAL, A_ROUND, BOUGHT, EVENT, GOES_THROUGH, ITS_DEAL, LED, OF_A_DEAL, event_meant
from bot.expects import Expects, expects
from bot.full_names import SCOPES, is_a_thing, whole_names, with_nouns
from bot.lexicon import Lexicon
from bot.nameless import is_under_no_name, nameless_in, of_the_question
from bot.phrases import typed_small
from bot.regulators import is_of_regulator, is_regulator
from bot.resolved import Resolved

# Those counted, where they are the subject: "How many trials were running ...?"
_ARE_COUNTED = re.compile(
    r"\bhow many (?:[\w&-]+ ){1,6}?(?:are|were)\b"
    r"|\bhow many [\w-]+ (?:does|did|do) [^?]{2,60}? (?:count|list|include)\b",
    re.IGNORECASE,
)
# "How much have they raised?" after "how many companies are in the Stevenage cluster?": those, whenever it was.
_COUNTED_WHERE = re.compile(
    r"^\W*how many (?P<what>[a-z-]+(?: [a-z-]+){0,2}?) (?:are|were) (?:there )?(?P<where>(?:in|on|at) [^?,.]+?)\W*$",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"\b(?:much|many|which|share|part|proportion|percentage|per ?cent|fraction|most|half|some|all|any|none) of\s+$",
    re.IGNORECASE,
)
ASKS_FOR_NAME = re.compile(
    r"^\W*who\b|\b(?:which|what) (?:[\w-]+ ){0,2}?(?:firm|company|business|organisation|body|town|city|centre|site|"
    r"building|fund|scheme|zone|university|college|hospital|project|contractor|architect|builder|developer|investor|"
    r"bank|supplier|charity|agency|buyer|owner|landlord|tenant|occupier)\b"
    r"|^\W*what (?:is|are|was|were|does|did|has) [^?]{2,40}? (?:call(?:ing|ed)?|nam(?:e|ing|ed))\b"
    r"|^\W*what(?:['’]s| is| was) the name of\b"
    r"|^\W*what(?:['’]s| is| was| will be) (?:going up|being built|rising|replacing)\b",
    re.IGNORECASE,
)
# "Who did Kadans buy the house from?": who bought it is spoken of, and not who sold it.
_BOUGHT_FROM_WHOM = re.compile(
    r"^\W*who (?:did|has|have) .+ (?:buy|bought|acquire[ds]?|get) .+ from\W*$", re.IGNORECASE
)
ASKS_FOR_PERSON = re.compile(
    r"^\W*who(?:['’]s)? (?:is|was|are|were|became|chairs?|chaired|leads?|led|heads?|headed|runs?|ran|founded)\b"
    r"|^\W*who (?:has|had|have)? ?(?:just |newly |now )?(?:taken|took) over as\b"
    r"|^\W*who (?:showed|met|welcomed|greeted|hosted|spoke|visited)\b"
    r"|^\W*who['’]s (?:(?:the|its|their|[A-Z][\w-]*['’]s?) |in charge\b)"
    r"|^\W*(?:which|what) (?:\w+ )?(?:mp|minister|politician|mayor|professor|scientist)\b",
    re.IGNORECASE,
)
_ASKS_FOR_LABEL = re.compile(r"\b(?:ticker|symbol|code|brand|trade name)\b", re.IGNORECASE)
_ASKS_OF_IT = re.compile(r"^\W*(?:when|why|how|where)\b", re.IGNORECASE)
# Where money came from: what was given, which has no name of its own.
_COMES_FROM = re.compile(
    r"\b(?:did|does|do|has|have|will|would) (?:it|they) (?:all )?(?:come|came) (?:from|out of)\b", re.IGNORECASE
)
_ACCORDING_TO = re.compile(r"\baccording to (?P<who>.+)$", re.IGNORECASE)
_PERSONAL = frozenset(("he", "him", "his", "she", "her", "hers"))
_STAKE = re.compile(r"\b(?:stake|holding|shareholding)\b", re.IGNORECASE)
_FIRMS = ("the company", "the firm", "the group")
_OWNS = re.compile(r"\b(?:own|owned|hold|held|have|buy|bought|sell|sold|keep|kept)\b", re.IGNORECASE)
POSSESSIVE = frozenset(("its", "their", "his", "hers"))
# "What does it plan there?" is asked of a firm, "when did it open?" of a thing.
_ACTS = re.compile(
    r"\b(?:did|does|has|had|will|would)\s+it\s+(?!(?:open|cost|start|begin|have|take|get|look|cover|hold|measure|house|"
    r"include|bring|create|finish|close|be|been)\b)\w+",
    re.IGNORECASE,
)
# What is asked of a thing, not of a firm.
_OF_A_THING = re.compile(
    r"\b(?:fits? in(?:to)?|open(?:s|ed)?|built|designed|finished|big|large|modules|refurbished|storeys|costs?|"
    r"(?:paid|pays?|paying) for)\b",
    re.IGNORECASE,
)
# Who asks for money is no fund.
_ASKED_FOR = re.compile(r"\b(?:ask(?:ed)? for|bid|appl(?:y|ied))\b", re.IGNORECASE)
# "What did Luton get from it?" after a fund.
_OUT_OF_IT = re.compile(r"\b(?:from|out of) it\b", re.IGNORECASE)
_FUND = re.compile(r"\b[A-Z][\w-]*(?: [A-Z][\w-]*)* (?:Fund|Programme|Scheme)\b")
# Who is asked about: "What did GSK ...?"
_WHOSE_DEED = (
    r"\b(?:did|does|do|has|have|had|will|(?:is|are|was|were)(?=\s[^?.]{2,40}?\s(?:going|planning|about|due) to\b))\s"
    r"(?:the\s)?"
)
_A_FIRM = r"(?:[a-z-]+ ){0,2}(?:firm|company|business|start-?up|spin-?out|biotech)\b"
# "Roche bought a Stevenage firm": of that one asks further, and the answer names it.
_BOUGHT_ONE = re.compile(rf"\b(?:bought|buys|acquired|acquires|took over|taken over) an? (?:[A-Z]\w+ )?{_A_FIRM}")
_BECAME = r"\b(?:become|becomes|became|becoming|designated|named) (?:an? |the )?"
_PAYS = r"\b(?:pay|paid|pays|paying|buys?|bought|buying|acquires?|acquired|acquiring) (?:the )?"
_OF_RAISING = re.compile(r"\b(?:series [a-e]|seed)\b", re.IGNORECASE)
_A_SITE = re.compile(r"\b(?:site|plant|factory|facility|operation|building|campus)$")
_A_PERSON = re.compile(r"^(?:Dr|Sir|Dame|Lord|Lady|Prof(?:essor)?|Mr|Mrs|Ms)\.? [A-Z]|\b(?:MP|OBE|MBE|CBE)$")
_TITLED = re.compile(r"(?:Dr|Sir|Dame|Lord|Lady|Prof(?:essor)?|Mr|Mrs|Ms)\.? [A-Z]")
_TITLE = re.compile(
    r"(?:the )?(?:MPs?|CEO|Dr|Prof|Americans?|Britons?|Germans?|Europeans?|Brits)"  # nor are peoples bodies
)
# What is approved is no regulator.
_IS_APPROVED = re.compile(
    r"\b(?:approve|license|clear|recommend|authorise|back|turn down|reject)[ds]? it\b", re.IGNORECASE
)
_BELONGS = re.compile(
    r"^\W*who (?:all )?(?:belongs? to|(?:is|are|sits?|serves?) on|makes? up|made up)\b",  # all of them
    re.IGNORECASE,
)
# "Were there problems with it?" after "why did Novartis drop GT005?": what was dropped.
_AFTER_A_PREPOSITION = re.compile(r"\b(?:with|of|about|for|behind|against|on) it\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(?:(?:give|gave|given) up on|(?:drop|stop|halt|abandon|scrap|axe|discontinu|shelv|develop|test|mak)"
    r"(?:p?ed|e|es|s|p?ing)?) (?P<what>.+)",
    re.IGNORECASE,
)
_DONE_TO = (
    r"\b(?:gave|awarded|granted|bought|acquired|built|designed|opened|owns|owned|funded|sold|leased|developed) "
    r"(?:the )?"
)
_OWNER = re.compile(r"(?P<who>(?:the )?[A-Z][\w&-]*(?: [A-Z][\w&-]*)*)['’]s(?= [A-Za-z])")


def meant_by(bare: str, pronoun: re.Match[str] | None, before: Resolved, answer: str, lexicon: Lexicon) -> str:
    """What a pronoun most likely stands for, as it is put in its place; itself where nothing is known."""
    if pronoun is None:
        return ""
    word = pronoun.group().lower()
    # "How much of it": what was counted is meant, and the background says it.
    is_share = _SHARE_OF.search(bare, 0, pronoun.start()) is not None and not _OWNS.search(bare, pronoun.end())
    is_share = is_share and word not in POSSESSIVE
    are_counted = word in ("they", "them") and _ARE_COUNTED.search(before.main) is not None
    if are_counted and not is_share and (counted := _COUNTED_WHERE.match(before.main)) and not names_year(before.main):
        return f"the {counted['what']} {counted['where']}"
    is_all_of_it = word in ("the deal", "the same") or _COMES_FROM.search(bare) is not None
    choices = [] if is_share or are_counted or is_all_of_it else _choices(word, bare, before, answer, lexicon)
    choices = (_held_in(before, answer, lexicon) if word in _FIRMS else []) or choices
    if not choices and GOES_THROUGH.search(bare) and (deal := A_DEAL.search(before.text)):
        return f"the {deal.group()}"
    # "When did Syncona take over the company?": it is another.
    choices = [name for name in choices if name.lower() not in bare.lower()] or choices
    if word in _FIRMS:
        # "The US Food and Drug Administration approved AUCATZYL": no part of its name is a firm.
        choices = [name for name in choices if not is_of_regulator(name, answer)] or choices
        if choices and all(map(_TITLED.match, choices)):  # a person is no firm: whom he works for was named before
            choices = [name for name in _names_leant_on(before, lexicon) if not _TITLED.match(name)]
    if not choices:
        return pronoun.group()
    if word in ("they", "them", "their") and (owner := _OWNER.match(choices[0])):
        choices = [owner["who"]]  # a facility does nothing: whose it is does
    owns = word in POSSESSIVE or (word == "her" and re.match(r"\s+\w", bare[pronoun.end() :]) is not None)
    # "complement therapeutics", as it is typed on a phone.
    put = choices[0].title() if choices[0] in lexicon.phrases(before.main) and choices[0].islower() else choices[0]
    return put + ("'s" if owns else "")


def _choices(word: str, bare: str, before: Resolved, answer: str, lexicon: Lexicon) -> list[str]:
    """What a pronoun of a question may stand for, the likeliest first."""
    fund = _FUND.search(before.text) if word == "it" and _OUT_OF_IT.search(bare) else None
    it = fund.group() if fund else before.it
    if word in ("it", "its") and (it or is_under_no_name(word, before.main, lexicon)):
        return [it] if it else []  # still what nobody could name in the question before
    said = _names_told(answer, bare, lexicon)
    main, asked = before.main, _bodies(word, with_nouns(before.main, lexicon), before.main)
    asks_for_name = ASKS_FOR_NAME.search(main) is not None and not _BOUGHT_FROM_WHOM.match(main)
    if not asked or (before.background and all(SCOPES.fullmatch(name) for name in asked)):
        # "Since when?" names nothing: what it leant on does, though the answer is not to that.
        main, asks_for_name = named_in(before.background, lexicon), False
        asked = _bodies(word, with_nouns(main, lexicon), main)
    said, asked = _no_persons(word, said), asked and (_no_persons(word, asked) or _names_leant_on(before, lexicon))
    if word in _PERSONAL:
        return [name for name in said + asked if " " in name]
    if nameless := _nameless(word, bare, (before.main, main), lexicon):
        return [nameless, *asked, *said]
    if word in ("it", "its"):
        asked = _with_those_typed_small(asked, main, lexicon)
        if not asked and _ASKS_OF_IT.match(main):
            return []  # it is in the question, under no name
        if thing := of_the_question(bare, main, asked):
            return [thing]
    is_of_one_bought = word in ("it", "its", "they", "their") and _BOUGHT_ONE.search(f"{main} {before.background}")
    said = [name for name in said if name not in asked] if is_of_one_bought else said
    is_told = bool(is_of_one_bought) or asks_for_name or _is_a_firm(word, main, before)
    if is_told and not _is_of_what_was_asked(word, main, asked):
        return _told_first(word, main, said, answer) + asked
    return _as_asked(word, bare, main, asked, said)


def _is_of_what_was_asked(word: str, main: str, asked: Sequence[str]) -> bool:
    """Whether a pronoun is of the question before, though that asked for a name."""
    # Of who leads a round one asks seldom: "its chief executive" is that of who raised it.
    is_of_round = word == "its" and A_ROUND.search(main) is not None
    return is_of_round or _asks_for_one_of(word, main) or _is_of_a_thing(word, main, asked)


def _nameless(word: str, bare: str, asked: tuple[str, str], lexicon: Lexicon) -> str:
    """What the question before, or that on which it leant, is about under no name, where a pronoun is that."""
    is_it = _BELONGS.match(asked[1]) if word in ("they", "them") else word in ("it", "its") and not _ACTS.search(bare)
    return nameless_in(asked[0], lexicon) or nameless_in(asked[1], lexicon) if is_it else ""


def _is_a_firm(word: str, main: str, before: Resolved) -> bool:
    """Whether "the company" is one that an answer has named: neither who is bought, nor a label such as a ticker."""
    is_named = _ASKS_FOR_LABEL.search(before.main) is None and re.search(BOUGHT + r"[A-Z]", main) is None
    return word.startswith("the ") and is_named


def _no_persons(word: str, names: list[str]) -> list[str]:
    """The names that a pronoun may stand for: "it" is no person."""
    return [name for name in names if not _A_PERSON.search(name)] if word in ("it", "its") else names


def _told_first(word: str, main: str, said: list[str], answer: str) -> list[str]:
    """The names of an answer, the likeliest first to be what was asked for."""
    if word == "it":  # "is called The Assembly" gives a thing its name
        return sorted(said, key=lambda name: not re.search(rf"\b(?:called|named) (?:The )?{re.escape(name)}", answer))
    if word not in ("they", "them", "their"):
        return said
    # "They" who were asked for are none of those whom the question named itself, and no building.
    return sorted(said, key=lambda name: (name in main, is_a_thing(name)))


def _with_those_typed_small(asked: list[str], main: str, lexicon: Lexicon) -> list[str]:
    """The names of a question with those of several words that are everyday words too: "elevate quarter"."""
    small = [name for name in typed_small(main, lexicon) if " " in name]
    return [*small, *(name for name in asked if not any(name.lower() in whole for whole in small))]


def _held_in(before: Resolved, answer: str, lexicon: Lexicon) -> list[str]:
    """Those in whom a stake is held, after a question for the stake that somebody has."""
    asked = with_nouns(before.main, lexicon)
    holders = [name for name in asked if re.search(_WHOSE_DEED + re.escape(name), before.main)]
    if not (holders and _STAKE.search(before.main)):
        return []
    leant = _names_leant_on(before, lexicon)
    return [name for name in (*asked, *leant, *whole_names(answer, lexicon)) if name not in holders]


def _bodies(word: str, names: list[str], main: str) -> list[str]:
    """Those that are no titles, "which MP?", nor only where another is from, "a Stevenage firm".

    Nor are "they" what one became.
    """
    became = _BECAME if word in ("they", "them", "their") else r"(?!)"
    return [
        name
        for name in names
        if not (_TITLE.fullmatch(name) or re.search(rf"\b{re.escape(name)} (?:disease|syndrome|patients?)\b", main))
        and not re.search(rf"\b[Aa]n? {re.escape(name)} {_A_FIRM}|{became}{re.escape(name)}", main)
    ]


def _as_asked(word: str, bare: str, main: str, asked: list[str], said: list[str]) -> list[str]:
    """The names in the question before, the likeliest first, then those in its answer."""
    if word in ("its", "their") and (says := _ACCORDING_TO.search(main)):
        asked = sorted(asked, key=lambda name: name not in says["who"])
    # Where something is said to be is seldom what is meant.
    asked = sorted(asked, key=lambda name: re.search(rf"\bin (?:the )?{re.escape(name)}", main) is not None)
    asked = sorted(asked, key=lambda name: not re.search(_WHOSE_DEED + re.escape(name), main))
    asked = sorted(asked, key=lambda name: not _is_what_was_done_to(name, main, bare))
    if word not in ("they", "them", "their") and not _ACTS.search(bare):
        asked = sorted(asked, key=lambda name: not re.search(BOUGHT + re.escape(name), main, re.IGNORECASE))
    if word in ("they", "their", "it", "its") and _OF_RAISING.search(bare):  # who is paid, and not who buys
        asked = sorted(asked, key=lambda name: not re.search(_PAYS + re.escape(name), main))
    if word in ("they", "them", "their"):  # a site has no headcount worldwide: whose it is has
        asked = sorted(asked, key=lambda name: name.startswith("the ") and _A_SITE.search(name) is not None)
    # "They" are seldom a land or a continent.
    asked = sorted(asked, key=is_regulator if word in ("it", "its") else _is_wide)
    if _ASKED_FOR.search(bare):
        asked = sorted(asked, key=lambda name: name.endswith("Fund"))
    if _IS_APPROVED.search(bare):
        asked, said = ([name for name in names if not is_regulator(name)] for names in (asked, said))
    if _OF_A_THING.search(bare) or _is_of_a_thing(word, main, asked):
        asked = sorted(asked, key=lambda name: not is_a_thing(name))
    deal = ITS_DEAL.search(main) if OF_A_DEAL.search(bare) else None
    if not deal and GOES_THROUGH.search(bare) and not (EVENT.search(main) or LED.search(bare)):
        return []  # it is a deal that the talk is about under no name
    meant = event_meant(word, bare, main, asked, deal.group() if deal else "")
    return [meant, *asked, *said] if meant else asked + said


def _is_wide(name: str) -> bool:
    return SCOPES.fullmatch(name) is not None


def _names_told(answer: str, bare: str, lexicon: Lexicon) -> list[str]:
    """The names in an answer; of a regulator's none, where "it" is what one approves."""
    names = whole_names(answer, lexicon)
    return [name for name in names if not is_of_regulator(name, answer)] if _IS_APPROVED.search(bare) else names


def names_before(before: Resolved, lexicon: Lexicon) -> list[str]:
    """The names of the question before, or else of what that leant on."""
    return with_nouns(before.main, lexicon) or _names_leant_on(before, lexicon)


def _names_leant_on(before: Resolved, lexicon: Lexicon) -> list[str]:
    """The names of what the question before leant on."""
    return with_nouns(named_in(before.background, lexicon), lexicon)


def named_in(background: str, lexicon: Lexicon) -> str:
    """The first question of a background that names something, else its first."""
    questions = background.split("; ")
    return next((question for question in questions if lexicon.phrases(question)), questions[0])


def _is_what_was_done_to(name: str, main: str, bare: str) -> bool:
    """Whether it was said of a name what is asked of "it": "when GT005 was dropped", "why was it dropped?"."""
    dropped = _OBJECT.search(main) if _AFTER_A_PREPOSITION.search(bare) else None
    if dropped and name in dropped["what"]:
        return True
    done = re.search(rf"\b{re.escape(name)} (?:was|is|were|are|had been|has been) (?P<so>\w+)", main)
    return done is not None and re.search(rf"\b{re.escape(done['so'])}\b", bare, re.IGNORECASE) is not None


def _asks_for_one_of(word: str, question: str) -> bool:
    """Whether "it" or "the company" is the body, not the person who was asked for."""
    is_body = word in ("it", "its", "they", "their", "them") or word.startswith("the ")
    is_of_person = ASKS_FOR_PERSON.search(question) is not None and expects(question) is not Expects.ORGANISATION
    return is_body and is_of_person


def _is_of_a_thing(word: str, question: str, asked: Sequence[str]) -> bool:
    """Whether "it" is the building that was asked about, not who paid for it."""
    things = [name for name in asked if is_a_thing(name)]
    if re.match(r"\W*which\b", question, re.IGNORECASE):
        # "Which body gave the building an award?", but not "which firm was first into the building?"
        things = [name for name in things if re.search(_DONE_TO + re.escape(name), question)]
    is_who = re.match(r"\W*(?:who|which)\b", question, re.IGNORECASE) is not None
    return is_who and word in ("it", "its") and bool(things)
