"""Words that stand for one another in company news, as rows of stems' plain forms."""

from functools import lru_cache

from ingest.keywords import terms

_ROWS = (
    "ceo chief-executive boss head",
    "chair chairman chairwoman chairperson",
    "hq headquarters",
    "bought buy acquired acquire acquisition purchase purchased takeover",
    "founded established set-up created started formed",
    "opened open opening launched launch inaugurated",
    "jobs job staff employees employee workforce people headcount employed employ workers posts roles positions",
    "companies company firms firm businesses business tenants tenant occupiers occupier",
    "raised raise funding funds investment invested finance capital money",
    "cost costs price spent spend",
    "building facility site centre factory plant",
    "size area floorspace floor space",
    "big large largest biggest",
    "forecast expected predicted projected prediction",
    "grew grow growth increase increased rise rose up",
    "cut cuts layoffs redundancies redundancy axed lose",
    "shut closed close closing closure leaving exit",
    "inhabitants population residents live lived",
    "medicines medicine therapies therapy treatments treatment drugs drug products",
    "float floated ipo listed listing flotation",
    "round rounds series",
    "subsidiary arm",
    "competition contest",
    "award prize",
    "uk britain british nation national country",
    "us usa america american",
    "europe european",
    "germany german",
    "france french",
    "switzerland swiss",
    "sweden swedish",
    "denmark danish",
    "netherlands dutch",
    "spain spanish",
    "italy italian",
    "ireland irish",
    "belgium belgian",
    "japan japanese",
    "china chinese",
    "canada canadian",
    "australia australian",
    "world global worldwide globally",
    "county hertfordshire herts",
    "approved approval green-light permission cleared licensed licence",
    "owner owns owned bought",
    "awarded award won granted named",
    "atmp atmps gene",
    "nominated nominate nomination proposed propose proposal forward",
)


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in _ROWS:
        stems = {stem for word in row.split() for stem in terms(word)}
        for stem in stems:
            table.setdefault(stem, set()).update(stems - {stem})
    return {stem: frozenset(others) for stem, others in table.items()}


def synonyms(stem: str) -> frozenset[str]:
    """The stems that may stand for one; empty for most."""
    return _table().get(stem, frozenset())


def said_otherwise(text: str) -> frozenset[str]:
    """The stems that may stand for a word of a text: "Germany" -> that of "German"."""
    return frozenset().union(*map(synonyms, terms(text)))
