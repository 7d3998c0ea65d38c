"""Which words of a sentence may stand for which of its quotes: forms of one word, and words that mean the same (pure).

Wider than ``bot.synonyms``, which retrieval leans on: here a word is only let pass, and values, names and sense are
weighed by rules of their own.
"""

from functools import lru_cache

from bot.proof.predicates import lemma
from bot.synonyms import synonyms
from ingest.keywords import terms

_ROWS = (
    "aim ambition goal vision target intention objective meant",
    "hire recruit hired recruited hiring recruitment",
    "lab labs laboratory laboratories",
    "disclose reveal say specify state name give",
    "amount sum size figure",
    "reject turned refuse dismiss turn decline",
    "postpone delay put late",
    "stop halt end discontinue cease drop abandon scrap close",
    "finish complete deliver end",
    "train teach training course",
    "build construct erect construction building",
    "move relocate transfer relocation shift",
    "student trainee pupil learner apprentice",
    "permit permission consent approval approve agree",
    "call describe name term dub label",
    "plan scheme proposal propose",
    "annual yearly year annually",
    "start begin launch commence",
    "agree deal agreement",
    "estimate put reckon value valuation assess",
    "share portion part stake holding",
    "hold own holder owner possess",
    "require need must",
    "help support aid assist backing back",
    "cover span extend measure occupy",
    "worth value",
    "money funding finance fund cash capital investment",
    "lease rent let tenancy",
    "foresee expect forecast predict anticipate projected",
    "show indicate suggest",
    "treat treatment therapy",
    "produce make manufacture production turn output manufacturing",
    "patent",
    "sell sale sold",
    "merge merger combine",
    "seek apply application request ask",
    "use utilise employ utilisation",
    "study trial",
    "space room area",
    "near close",
    "reach hit attain",
    "each apiece",
    "found founder establish create creation set",
    "spin-out spinout spin",
    "government state public",
    "half 50 halves",
    "leave departure depart",
    "chair lead head chief",
    "drug medicine product therapy",
    "firm company business enterprise",
    "site location place campus",
    "appoint name appointment hire",
    "nominate nomination put",
    "receive get obtain win secure given granted awarded",
    "give grant award provide lend",
    "increase rise growth up climb gain expand expansion",
    "decrease fall cut down reduce drop shrink reduction dip slip decline",
    "slight slightly little",
    "town city borough",
    "lose lost loss",
    "rival competitor",
    "spin-off spin-out",
    "refurbish refit renovate refurbishment",
    "dispute quarrel row",
    "resign quit resignation step",
    "rank ranking place league",
    "illness disease",
    "infant child children",
    "postpone put delay",
    "start-up startup",
    "expensive dear costly",
    "opposite contrast contrary",
    "resident people inhabitant",
    "ride trip journey travel take",
    "train rail",
    "ship vessel boat",
    "change unchanged flat",
    "public ipo float list",
    "twice double twofold doubled",
    "majority most",
    "winner win winning",
    "problem obstacle challenge hurdle difficulty barrier",
    "kind form type sort",
    "prove proof",
    "attractive appeal appealing",
    "cancer oncology",
)  # fmt: skip
_COUNTRIES = tuple(
    frozenset(terms(row))
    for row in (
        "us usa united states america american",
        "uk united kingdom britain british",
        "europe european",
        "germany german",
        "france french",
        "switzerland swiss",
        "sweden swedish",
        "denmark danish",
        "norway norwegian",
        "finland finnish",
        "netherlands dutch",
        "belgium belgian",
        "austria austrian",
        "italy italian",
        "spain spanish",
        "ireland irish",
        "scotland scottish",
        "wales welsh",
        "england english",
        "poland polish",
        "japan japanese",
        "china chinese",
        "canada canadian",
        "australia australian",
        "israel israeli",
        "india indian",
        "iceland icelandic",
        "portugal portuguese",
        "greece greek",
        "hungary hungarian",
        "romania romanian",
        "estonia estonian",
        "turkey turkish",
        "korea korean",
        "singapore singaporean",
        "brazil brazilian",
        "mexico mexican",
        "kenya kenyan",
        "nigeria nigerian",
        "flanders flemish",
        "czechia czech",
        "slovakia slovak",
        "ukraine ukrainian",
        "thailand thai",
        "philippines filipino",
        "argentina argentine argentinian",
        "morocco moroccan",
        "peru peruvian",
        "taiwan taiwanese",
        "vietnam vietnamese",
        "malta maltese",
        "lebanon lebanese",
    )
)
_ENDINGS = frozenset(
    "er or ion ation it ment ing al anc enc ship ist iti iv ant e ed s i y at ate ation eri ery age ar able "
    "ibl ful less wide ner ning".split()
)
_LEAST = 4


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in _ROWS:
        stems = {lemma(stem) for word in row.split() for stem in terms(word)}
        for stem in stems:
            table.setdefault(stem, set()).update(stems - {stem})
    return {stem: frozenset(others) for stem, others in table.items()}


@lru_cache(maxsize=4096)
def alike(stem: str) -> frozenset[str]:
    """The stems that may stand for one."""
    base = lemma(stem)
    return _table().get(base, frozenset()) | synonyms(stem) | synonyms(base) | {base}


def are_kin(one: str, other: str, least: int = _LEAST) -> bool:
    """Whether two stems are forms of one word, "hold" and "holder", with ``least`` letters in common."""
    short, long = sorted((one, other), key=len)
    shared = 0
    while shared < len(short) and short[shared] == long[shared]:
        shared += 1
    if shared < least:
        return False
    return all(not rest or rest in _ENDINGS for rest in (short[shared:], long[shared:]))


def peoples(stem: str) -> frozenset[str]:
    """What a country and its people are called otherwise."""
    return frozenset().union(*(row for row in _COUNTRIES if stem in row))


def is_people_of(one: str, other: str) -> bool:
    """Whether two stems name one country or its people: "Scotland" and "Scottish"."""
    return one == other or other in peoples(one)
