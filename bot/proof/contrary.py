"""Whether a word is the contrary of one in the quotes: "draft" for "final", "changed" for "unchanged" (pure)."""

import re
from itertools import permutations

from bot.proof.basis import Basis
from bot.proof.predicates import lemma, predicates
from ingest.keywords import terms

# Each row: words that exclude one another, alternatives for one side joined by "/".
_ROWS = (
    "private/privately public/publicly/government/state",
    "draft final",
    "interim/provisional/conditional/preliminary final/full/unconditional",
    "cash stock/share/shares",
    "upheld/uphold/allowed rejected/dismissed/reject/dismiss",
    "won/win lost/lose/missed",
    "largest/biggest/greatest smallest",
    "highest lowest",
    "oldest newest/youngest",
    "first last/only/leading/largest",
    "only/sole first/largest/second",
    "maximum/most/up-to minimum/least",
    "majority/most minority/few",
    "upfront milestone/deferred",
    "gross net",
    "temporary/temporarily permanent/permanently",
    "domestic/home/home-grown/homegrown foreign/overseas/abroad/international",
    "import/imports/imported export/exports/exported",
    "allogeneic autologous",
    "preclinical/pre-clinical clinical",
    "commercial/industry academic/university/non-commercial",
    "male/men/man female/women/woman",
    "monthly/month weekly/week daily/day yearly/annual/annually/year quarterly/quarter",
    "north south", "east west", "northern southern", "eastern western",
    "above below",
    "inside outside",
    "freehold leasehold",
    "optional/voluntary compulsory/mandatory",
    "accepted/accept refused/refuse/rejected/declined",
    "approved/approve/approval rejected/refused/refusal/declined",
    "started/began/begun/launched/begin/begins/start/starts ended/finished/closed/stopped/finish/finishes/end/ends",
    "opened/open closed/shut/close",
    "joined/join left/leave/leaving",
    "hired/hire/recruit/recruited dismissed/laid-off/redundant/cut",
    "profit loss", "profitable loss-making",
    "success/succeeded/met failure/failed/missed",
    "succeeded preceded",
    "parent subsidiary",
    "buyer seller", "lender borrower", "landlord tenant", "employer employee",
    "supplier/supplies customer/client",
    "more/over/above fewer/less/under/below",
    "before/earlier/prior after/later/following",
    "full/fully empty/partly/partial/partially",
    "wholly/entirely partly/partially/half",
    "directly indirectly",
    "internal/internally external/externally",
    "paid/paying unpaid/free",
    "operating/running idle/mothballed/paused",
    "confirmed denied",
    "strong/strengthened weak/weakened",
    "early late",
    "minor major",
    "widen/widened/widens/broadened/extended narrow/narrowed/narrows",
    "heart edge/outskirts/periphery", "boost/boon blow/setback",
    "arrival departure", "develop/developing/develops/developers distribute/distributing/distributes/distributors",
    "junior senior",
    "deputy/vice/acting/interim permanent",
    "adult/adults children/child/paediatric",
    "local/locally national/nationally global/globally international/internationally regional/regionally",
    "blood solid", "in-vivo ex-vivo",
    "leased/lease/rent/rented owned/own/owns bought",
    "grant loan equity",
    "phase-one phase-two",
    "inpatient outpatient",
    "new/newly existing/old",
    "pre-tax after-tax/post-tax",
    "revenue/turnover/sales profit cost/costs",
    "direct indirect",
    "skilled unskilled",
    "kept/keep/retained/retain sold/sell",
    "vacancy/vacancies/vacant occupancy/occupied",
    "fast/faster/quickly/rapidly slow/slower/slowly",
)  # fmt: skip
# What says the contrary in several words, of the sentence and of its quotes.
_TURNED = (
    (r"still|go(?:es|ing) on|continu(?:e|es|ed|ing)", r"stopped|halted|discontinued|abandoned|ended|ceased"),
    (r"clos(?:e|es|ed|ing|ure)(?! to)|shut", r"(?:stay|remain|keep|kept)\w* open"),
    (r"(?:stay|remain|keep|kept)\w* open", r"clos(?:ed|es|ing|ure)(?! to)|shut"),
    (
        r"(?:days|weeks|months|years) (?:late|behind)|behind (?:schedule|time|plan)",
        r"(?:days|weeks|months|years) early",
    ),
    (
        r"(?:days|weeks|months|years) early|ahead of (?:schedule|time|plan)",
        r"(?:days|weeks|months|years) (?:late|behind)",
    ),
    (r"(?:stay|remain|keep|kept)\w* in", r"pull(?:s|ed|ing) out|leav(?:e|es|ing)|left|exit\w*|quit\w*"),
    (r"(?:earlier|previously|formerly|once) (?:been )?(?:called|known|named)", r"later (?:called|known|named|renamed)"),
    (r"later (?:called|known|named|renamed)", r"(?:earlier|previously|formerly|once) (?:been )?(?:called|known|named)"),
    *(
        (rf"(?:few|several|within|some) {one}", other)
        for one, other in permutations(("days", "weeks", "months", "years"), 2)
    ),
    (r"slow(?:s|ed|ing)(?: down)?|slackening", r"quicken\w*|accelerat\w*|fast(?:er)?"),
    (r"quicken\w*|accelerat\w*", r"slow(?:s|ed|ing)(?: down)?|slackening"),
    (r"the (?:full|whole|entire)", r"[Hh]alf of the"),
    (r"each|apiece", r"[Tt]ogether|in all|in total|combined|between them"),
    (
        r"(?:leaving|setting) [\w -]{1,40}? aside|aside from|excluding|without counting|not counting",
        r"included|including",
    ),
    (r"included|including|counting", r"excluded|excluding|without counting|not counting|aside"),
)
_GIVES_UP = re.compile(
    r"\b(?:(?:giv(?:es?|ing|en)|gave) up|leav(?:es?|ing)|left|quit(?:s|ting)?|exit(?:s|ed|ing)?|abandon(?:s|ed|ing)?|"
    r"(?:pull(?:s|ed|ing)?|withdr[ae]w\w*) (?:out )?(?:of|from))\b(?P<what>(?: (?!to\b|and\b|in order\b)[\w-]+){1,3})"
)
_TURNS_TO = re.compile(
    r"\b(?:attention|focus|back|return\w*|concentrat\w*|turn\w*) (?:back )?(?:to|on)\b(?P<what>(?: [\w-]+){1,4})"
)
# Too common as mere words of telling to weigh alone.
_LOOSE = frozenset(
    "only most least more less over above under below before after later earlier following day quarter month year week "
    "new old own shares share state close full home early late lost left leave half free met last first".split()
)
_IN_NAMES = re.compile(r"(?<![.!?] )(?<!\n)(?<!^)\b[A-Z][\w&]*(?: (?:(?:of|for|and|the) )?[A-Z][\w&]*)+")
_PREFIX = re.compile(r"^(?:un|in|im|non-?|dis|de|over|under|mis)(?=[a-z]{4,})")
_COMPOUND = re.compile(r"\b([A-Za-z]+)-([A-Za-z]+)\b")
_NUMBER = frozenset("one two three four five six seven eight nine ten first second third fourth fifth half".split())


def contrary_fault(words: str, basis: Basis) -> str | None:
    """The first word whose contrary the quotes have instead, in a phrase; None when there is none."""
    own, theirs = _written(words), _written(basis.text)
    return (
        _row_fault(own, theirs, words, basis)
        or _prefix_fault(words, own, theirs, basis)
        or _compound_fault(words, basis)
        or _turned_fault(words, basis.text)
        or _given_up_fault(words, basis.text)
    )


def _written(text: str) -> frozenset[str]:
    # What is in a name, "Department for International Trade", says nothing.
    return frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", _IN_NAMES.sub(" ", text).lower()))


def _row_fault(own: frozenset[str], theirs: frozenset[str], words: str, basis: Basis) -> str | None:
    said, told = {lemma(s) for s in terms(words)}, {lemma(s) for s in terms(basis.text)}
    if any(word.denied for word in predicates(words)):
        return None  # "did not win" and "lost": denials are weighed by their own rule
    for row in _ROWS:
        sides = [frozenset(side.split("/")) for side in row.split()]
        for one, other in permutations(sides, 2):
            mine, contrary = one & own - _LOOSE, other & theirs - _LOOSE
            if not mine or not contrary or one & theirs or other & own:
                continue
            if {lemma(s) for w in mine for s in terms(w)} & told or {
                lemma(s) for w in contrary for s in terms(w)
            } & said:
                continue
            return f"the contrary of what the quotes say: {min(mine)} for {min(contrary)}"
    return None


def _prefix_fault(words: str, own: frozenset[str], theirs: frozenset[str], basis: Basis) -> str | None:
    denied = {word.stem for word in predicates(words) if word.denied}
    for word in sorted(own):
        bare = _PREFIX.sub("", word)
        is_new = bare != word and word not in theirs and bare in theirs and word not in basis.cards.lower()
        stems = {lemma(stem) for stem in terms(bare)}
        if is_new and not any(other.denied for other in predicates(basis.text) if other.stem in stems):
            return f"the contrary of what the quotes say: {word} for {bare}"
    for told in sorted(theirs):
        bare = _PREFIX.sub("", told)
        if denied & {lemma(stem) for stem in terms(bare)}:
            continue  # "who are not smokers" for "non-smokers"
        if bare != told and told not in own and bare in own and bare not in theirs and len(bare) > 4:
            return f"the contrary of what the quotes say: {bare} for {told}"
    return None


def _turned_fault(words: str, told: str) -> str | None:
    """ "Is going on with it" where the quotes tell that it was stopped; what is denied another rule weighs."""
    if any(word.denied for word in predicates(words)):
        return None
    for here, there in _TURNED:
        own, theirs = re.compile(rf"\b(?:{here})\b"), re.compile(rf"\b(?:{there})\b")
        found = own.search(words)
        if found and theirs.search(told) and not own.search(told) and not theirs.search(words):
            return f"the contrary of what the quotes say: {found.group()}"
    return None


def _given_up_fault(words: str, told: str) -> str | None:
    """ "Giving up biologics" of who leaves another field and turns "back to biologics"."""
    given_up, left, turned_to = _GIVES_UP.search(words), _GIVES_UP.search(told), _TURNS_TO.search(told)
    if not (given_up and left and turned_to):
        return None
    own, theirs, kept = (set(terms(found["what"])) for found in (given_up, left, turned_to))
    return f"given up though turned to: {given_up['what'].strip()}" if own & kept and not own & theirs else None


def _compound_fault(words: str, basis: Basis) -> str | None:
    """ "Part-time" for "full-time", "all-cash" for "all-stock"."""
    theirs = {(first.lower(), second.lower()) for first, second in _COMPOUND.findall(basis.text)}
    plain = frozenset(word.lower() for word in basis.words)
    for first, second in ((a.lower(), b.lower()) for a, b in _COMPOUND.findall(words)):
        if (first, second) in theirs or {first, second} <= plain or first in plain or {first, second} & _NUMBER:
            continue
        for other, tail in theirs:
            changed_head = tail == second and other != first and other not in _NUMBER
            changed_tail = other == first and tail[:4].rstrip("s") != second[:4].rstrip("s")
            if changed_head or changed_tail:
                return f"the contrary of what the quotes say: {first}-{second} for {other}-{tail}"
    return None
