"""What "it", "they" and "the company" stand for in a question, by the question and the answer before it (pure)."""

import re
from collections.abc import Sequence

from bot.another_time import names_year
from bot.exchange import typed_small
from bot.expects import Expects, expects
from bot.full_names import SCOPES, is_a_thing, whole_names, with_nouns
from bot.lexicon import Lexicon
from bot.regulators import is_of_regulator, is_regulator
from bot.resolved import Resolved

# Those counted, where they are the subject: "How many trials were running ...?"
_ARE_COUNTED = re.compile(
    r"\bhow many (?:[\w-]+ ){1,4}?(?:are|were)\b"
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
    r"|^\W*who['’]s (?:(?:the|its|their|[A-Z][\w-]*['’]s?) |in charge\b)"
    r"|^\W*(?:which|what) (?:\w+ )?(?:mp|minister|politician|mayor|professor|scientist)\b",
    re.IGNORECASE,
)
_ASKS_OF_IT = re.compile(r"^\W*(?:when|why|how|where)\b", re.IGNORECASE)
# Where money came from: what was given, which has no name of its own.
_COMES_FROM = re.compile(
    r"\b(?:did|does|do|has|have|will|would) (?:it|they) (?:all )?(?:come|came) (?:from|out of)\b", re.IGNORECASE
)
_ACCORDING_TO = re.compile(r"\baccording to (?P<who>.+)$", re.IGNORECASE)
_IT = re.compile(r"\bit\b", re.IGNORECASE)
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
    r"\b(?:fits? in(?:to)?|open(?:s|ed)?|built|finished|big|large|modules|refurbished|storeys|costs?|"
    r"(?:paid|pays?|paying) for)\b",
    re.IGNORECASE,
)
# A thing that is asked about under no name of its own: "the science campus on GSK's land".
_NAMELESS = re.compile(
    r"\bthe (?:(?!(?:its|their|to|by|from|with)\b)[a-z][\w-]* ){0,4}"
    r"(?:campus|building|centre|plant|factory|laborator(?:y|ies)|interchange|hub|scheme|project|programme|course|panel|report)\b"
    r"(?: (?:in|on|at|for|of|near) (?:the )?[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|land|site|campus)\b)*)*"
    # What something falls under is a rule or a scheme: "under the merged scheme".
    r"|(?<=\bunder )the(?: (?!(?:in|on|at|of|for|to|by|from|with|and|since|age|terms|is|was|did|does)\b)[\w&-]+)+"
    r"(?! of\b)"
)
# "The Berlin gene and cell therapy centre" is it, and not Berlin.
_PLACED_THING = re.compile(
    r"\bthe [A-Z][a-z]+ (?:(?!(?:in|on|at|of|for|to|by|from|with|its|their)\b)[a-z][\w-]* ){2,5}"
    r"(?:centre|campus|factory|plant|hub)\b"
)
# Who asks for money is no fund.
_ASKED_FOR = re.compile(r"\b(?:ask(?:ed)? for|bid|appl(?:y|ied))\b", re.IGNORECASE)
# Who is asked about: "What did GSK ...?"
_WHOSE_DEED = (
    r"\b(?:did|does|do|has|have|had|will|(?:is|are|was|were)(?=\s[^?.]{2,40}?\s(?:going|planning|about|due) to\b))\s"
    r"(?:the\s)?"
)
# Of what is bought one asks further, not of the buyer: "when was the company founded?"
BOUGHT = (
    r"\b(?:(?:pay|paid|pays|paying)(?: (?:up to )?[£$€]\S+| up ?front)? for|buys?|bought|acquires?|acquired|"
    r"take ?over|took over|(?:takeover|purchase|acquisition) of) (?:the )?(?:[a-z][\w-]* ){0,2}?(?:from )?"
)
_A_FIRM = r"(?:[a-z-]+ ){0,2}(?:firm|company|business|start-?up|spin-?out|biotech)\b"
# "Roche bought a Stevenage firm": of that one asks further, and the answer names it.
_BOUGHT_ONE = re.compile(rf"\b(?:bought|buys|acquired|acquires|took over|taken over) an? (?:[A-Z]\w+ )?{_A_FIRM}")
_PAYS = r"\b(?:pay|paid|pays|paying|buys?|bought|buying|acquires?|acquired|acquiring) (?:the )?"
_OF_RAISING = re.compile(r"\b(?:series [a-e]|seed)\b", re.IGNORECASE)
_TITLED = re.compile(r"(?:Dr|Sir|Dame|Lord|Lady|Prof(?:essor)?|Mr|Mrs|Ms)\.? [A-Z]")
_TITLE = re.compile(
    r"(?:the )?(?:MPs?|CEO|Dr|Prof|Americans?|Britons?|Germans?|Europeans?|Brits)"  # nor are peoples bodies
)
# A sum or a deal that is asked after: "the grant for the Spark Building".
_EVENT = re.compile(
    r"\bthe (?:[\w-]+ )?(?:grant|award|deal|bid|loan|sale|merger|takeover|contract|licence|round) "
    r"(?:for|of|to|from|with|between)\b(?: (?!(?:be|cost|come|worth|meant|announced|signed|made)\b)[^ ?.;]+)+"
)
# What a body did, and what is asked of such a deed and not of the body: "announce their merger", "when did it close?".
_ITS_DEAL = re.compile(r"\b(?:their|its) (?:merger|takeover|deal|sale|float|flotation|listing|IPO)\b(?=\W*$)")
_OF_A_DEAL = re.compile(
    r"\bit\s(?:actually |finally |ever )?(?:go(?:es)? (?:through|ahead)|"
    r"gone through|fall through|complete[ds]?|close[ds]?|announced|agreed|signed|"
    r"approved|happen|take effect)\b|\bapprove[ds]? it\b",
    re.IGNORECASE,
)
# What is approved is no regulator.
_IS_APPROVED = re.compile(
    r"\b(?:approve|license|clear|recommend|authorise|back|turn down|reject)[ds]? it\b", re.IGNORECASE
)
# "Who led it?" is asked of a round: of a body one asks who runs it.
_ROUND = r"(?i:series [a-e]|seed|funding)\b(?: (?:round|financing))?"
_A_ROUND = re.compile(rf"(?:[A-Z][\w&'’-]* )+{_ROUND}")
_ITS_ROUND = re.compile(rf"\b(?:its|their) (?P<round>(?:(?:19|20)\d\d )?(?:{_ROUND}|round\b))")
_LED = re.compile(r"\b(?:led|joined|backed) it\b", re.IGNORECASE)
# A deal goes through, and no body does.
_GOES_THROUGH = re.compile(
    r"\bit\s(?:actually |finally |ever )?(?:go(?:es)?|gone|fall) (?:through|ahead)\b", re.IGNORECASE
)
# "UK cell and gene therapy workforce in 2023", and what is asked of a figure: "what is it forecast to be?"
_HEADLINE = re.compile(
    r"^(?!.*\b(?:who|what|when|where|which|why|how|is|are|was|were|did|does|do|has|have|had|can|will)\b)"
    r"(?:the )?(?P<what>[\w'’& -]+? [a-z]+)(?:,? (?:in|by|for|as of|since|during) [\w ]+)?\W*$"
)
_SIZE_OF = re.compile(
    r"^what (?:is|was|are|were) the (?:size|number|level|value) of (?P<what>[\w'’& -]+? [a-z]+)"
    r"(?:,? (?:in|by|at|for|as of|since|during) (?:[\w ]+ )?(?:19|20)\d\d)?\W*$",
    re.IGNORECASE,
)
_OF_A_FIGURE = re.compile(
    r"\bit (?:(?:was|is) )?(?:forecast|expected|projected|predicted|estimated|gr[eo]wn?|ris(?:e|en)|fall(?:en)?|"
    r"changed?)\b",
    re.IGNORECASE,
)
# Those who did something, where several are meant: "the occupiers of the Stevenage campus".
_SEVERAL = re.compile(
    r"\b(?:the )?(?:occupiers|tenants|companies|firms|businesses|collaborators|partners|start-ups|spin-outs|people|"
    r"staff|developers|sponsors|trials|apprentices) (?:of|on|at|in) (?:the )?"
    r"(?:[A-Z][\w'’-]*(?: campus| cluster)?(?: |\b))+",
)


_A_DEAL = re.compile(
    r"\b(?!(?:the|an?|its|their|his|first|that|this) )[\w&-]+ (?:buyout|takeover|acquisition|merger)\b", re.I
)
# "What date did the new bus interchange open in Stevenage?" is of that, and not of Stevenage.
_SUBJECT = re.compile(
    r"\b(?:did|does|will|has|was|is) (?P<what>the (?!(?:company|firm|group|town|county|government|council)\b)"
    r"[a-z][\w-]*(?: [a-z][\w-]*){0,2}?) (?:open|close|start|begin|cost|built|finished|launch)"
)
_BELONGS = re.compile(
    r"^\W*who (?:all )?(?:belongs? to|(?:is|are|sits?|serves?) on|makes? up|made up)\b",  # all of them
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
    if not choices and _GOES_THROUGH.search(bare) and (deal := _A_DEAL.search(before.text)):
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
    if word in ("it", "its") and (before.it or _is_under_no_name(word, before.main, lexicon)):
        return [before.it] if before.it else []  # still what nobody could name in the question before
    said = _names_told(answer, bare, lexicon)
    main, asked = before.main, _bodies(with_nouns(before.main, lexicon), before.main)
    asks_for_name = ASKS_FOR_NAME.search(main) is not None and not _BOUGHT_FROM_WHOM.match(main)
    if not asked or (before.background and all(SCOPES.fullmatch(name) for name in asked)):
        # "Since when?" names nothing: what it leant on does, though the answer is not to that.
        main, asks_for_name = named_in(before.background, lexicon), False
        asked = _bodies(with_nouns(main, lexicon), main)
    if word in _PERSONAL:
        return [name for name in said + asked if " " in name]
    nameless = _nameless(before.main, lexicon) or _nameless(main, lexicon)
    if nameless and (
        _BELONGS.match(main) if word in ("they", "them") else word in ("it", "its") and not _ACTS.search(bare)
    ):
        return [nameless, *asked, *said]
    if word in ("it", "its"):
        asked = _with_those_typed_small(asked, main, lexicon)
        if not asked and _ASKS_OF_IT.match(main):
            return []  # it is in the question, under no name
        if thing := _of_the_question(bare, main, asked):
            return [thing]
    is_of_one_bought = word in ("it", "its", "they", "their") and _BOUGHT_ONE.search(f"{main} {before.background}")
    said = [name for name in said if name not in asked] if is_of_one_bought else said
    of_answer = (word.startswith("the ") and not re.search(BOUGHT + r"[A-Z]", main)) or asks_for_name
    of_answer = of_answer or bool(is_of_one_bought)
    # Of who leads a round one asks seldom: "its chief executive" is that of who raised it.
    is_of_round = word == "its" and _A_ROUND.search(main) is not None
    if of_answer and not (is_of_round or _asks_for_one_of(word, main) or _is_of_a_thing(word, main, asked)):
        return _told_first(word, main, said, answer) + asked
    return _as_asked(word, bare, main, asked, said)


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


def _of_the_question(bare: str, main: str, asked: Sequence[str]) -> str:
    """The figure or the thing that a question is about, which it names by no name; else empty."""
    if _OF_A_FIGURE.search(bare) and (figure := _HEADLINE.match(main)):
        return f"the {figure['what']}"
    if _OF_A_FIGURE.search(bare) and (figure := _SIZE_OF.match(main)):
        return figure["what"]
    is_placed = all(re.search(rf"\bin (?:the )?{re.escape(name)}", main) for name in asked)
    subject = _SUBJECT.search(main) if is_placed else None
    return subject["what"] if subject else ""


def _held_in(before: Resolved, answer: str, lexicon: Lexicon) -> list[str]:
    """Those in whom a stake is held, after a question for the stake that somebody has."""
    asked = with_nouns(before.main, lexicon)
    holders = [name for name in asked if re.search(_WHOSE_DEED + re.escape(name), before.main)]
    if not (holders and _STAKE.search(before.main)):
        return []
    leant = _names_leant_on(before, lexicon)
    return [name for name in (*asked, *leant, *whole_names(answer, lexicon)) if name not in holders]


def _is_under_no_name(word: str, question: str, lexicon: Lexicon) -> bool:
    """Whether a question says "it" of what it has not named.

    "Who led the Freeline round, and how big was it?" has named who has a chief executive, though not what was big.
    """
    it = _IT.search(question)
    named = lexicon.phrases(question[: it.start()]) if it else []
    # "What was Rentschler's headcount when it announced the closure?"
    owns = any(re.search(rf"\b{re.escape(name)}['’]s?\b", question) for name in named)
    # "I'm looking into Achilles. Which year was it founded?"
    before = question[: it.start()] if it else ""
    is_said = any(re.search(rf"\b{re.escape(name)}[.!;:]\s[^.!;:]*$", before) for name in named)
    return it is not None and not (named and (word == "its" or owns or is_said))


def _bodies(names: list[str], main: str) -> list[str]:
    """Those that are no titles, "which MP?", nor only where another is from, "a Stevenage firm"."""
    return [
        name
        for name in names
        if not _TITLE.fullmatch(name) and not re.search(rf"\b[Aa]n? {re.escape(name)} {_A_FIRM}", main)
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
    # "They" are seldom a land or a continent.
    asked = sorted(asked, key=is_regulator if word in ("it", "its") else _is_wide)
    if _ASKED_FOR.search(bare):
        asked = sorted(asked, key=lambda name: name.endswith("Fund"))
    if _IS_APPROVED.search(bare):
        asked, said = ([name for name in names if not is_regulator(name)] for names in (asked, said))
    if _OF_A_THING.search(bare) or _is_of_a_thing(word, main, asked):
        asked = sorted(asked, key=lambda name: not is_a_thing(name))
    deal = _ITS_DEAL.search(main) if _OF_A_DEAL.search(bare) else None
    if not deal and _GOES_THROUGH.search(bare) and not (_EVENT.search(main) or _LED.search(bare)):
        return []  # it is a deal that the talk is about under no name
    meant = _event_meant(word, bare, main, asked, deal.group() if deal else "")
    return [meant, *asked, *said] if meant else asked + said


def _is_wide(name: str) -> bool:
    return SCOPES.fullmatch(name) is not None


def _event_meant(word: str, bare: str, main: str, asked: Sequence[str], deal: str) -> str:
    """The deal, the round or those several that a pronoun stands for; empty where it stands for a name."""
    if word in ("they", "them"):
        several = _SEVERAL.search(main)
        return several.group().strip() if several else ""
    if word != "it":
        return ""
    if not deal and _LED.search(bare) and (round_ := _round_in(main, asked)):
        return round_
    if not deal and _OF_A_DEAL.search(bare) and (bought := _bought_in(main, asked)):
        return f"the takeover of {bought}"
    event = None if deal else _EVENT.search(main)
    return deal or (event.group().strip() if event else "")


def _names_told(answer: str, bare: str, lexicon: Lexicon) -> list[str]:
    """The names in an answer; of a regulator's none, where "it" is what one approves."""
    names = whole_names(answer, lexicon)
    return [name for name in names if not is_of_regulator(name, answer)] if _IS_APPROVED.search(bare) else names


def _bought_in(main: str, names: Sequence[str]) -> str:
    """Who is bought in a question; empty where nobody is."""
    return next((name for name in names if re.search(BOUGHT + re.escape(name), main, re.IGNORECASE)), "")


def _round_in(main: str, names: Sequence[str]) -> str:
    """The round that a question is about, its name typed small or not, or told as "its series A"; else empty."""
    typed = (re.search(rf"\b{re.escape(name)}(?:['’]s)? {_ROUND}", main) for name in names)
    if found := _A_ROUND.search(main) or next(filter(None, typed), None):
        return found.group().strip()
    own = _ITS_ROUND.search(main) if len(names) == 1 else None
    return f"{names[0]}'s {own['round']}" if own else ""


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
    done = re.search(rf"\b{re.escape(name)} (?:was|is|were|are|had been|has been) (?P<so>\w+)", main)
    return done is not None and re.search(rf"\b{re.escape(done['so'])}\b", bare, re.IGNORECASE) is not None


def _nameless(question: str, lexicon: Lexicon) -> str:
    """The thing that a question is about where that has no name: "the science campus on GSK's land"; else empty."""
    if placed := _PLACED_THING.search(question):
        return placed.group()
    found = _NAMELESS.search(question)
    if found is None or lexicon.phrases(found.group().split(" in ")[0].split(" on ")[0]):
        return ""
    return found.group().strip()


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
