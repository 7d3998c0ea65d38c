"""Whether a sentence names another thing of the sort that a question asks about by name (pure).

"Who paid for the Accelerator building?" is not answered by who paid for the Spark Building, however alike they are. The
rule is our own. Only such sorts of things count as go by one name: a centre is also the town's, or its owner's.
"""

import re

_SORT = r"building|house|tower|court|hotel|hospital|station|university|college|school|fund|prize|award|lecture|medal"
_NAMED = re.compile(rf"\b(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*)*) (?P<sort>(?i:{_SORT}))s?\b")
# "Phase 1 of the Assembly": a phase goes by the name of what it is of.
_PHASE = re.compile(
    r"\b(?:[Pp]hase (?:\d|I{1,3}|one|two|three)|(?:first|second|third) phase) of (?:the )?"
    r"(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*)*)"
)
_NO_NAMES = frozenset("a an the this that which what is was were did does new first second".split())


def is_of_a_namesake(asked: str, text: str) -> bool:
    """Whether a sentence names things of a sort, and the one that is asked about by name is not among them."""
    wanted = _named(asked)
    if not wanted:
        return False
    said = text.casefold()
    told = {sort for _, sort in _named(text)}
    return any(sort in told and not _is_named(name, said) for name, sort in wanted)


def _named(text: str) -> set[tuple[str, str]]:
    """The things named in a text, each with its sort, in small letters."""
    found = set()
    named = [(match["name"], match["sort"]) for match in _NAMED.finditer(text)]
    for name, sort in [*named, *((match["name"], "phase") for match in _PHASE.finditer(text))]:
        bare = (re.sub(r"['’]s?$", "", word) for word in name.casefold().split())
        words = [word for word in bare if word not in _NO_NAMES]
        if words:
            found.add((" ".join(words), sort.casefold()))
    return found


def _is_named(name: str, said: str) -> bool:
    """Whether any word of the name, or its initials, stand in a text in small letters: it may go by another form."""
    words = name.split()
    forms = [*words, "".join(word[0] for word in words)] if len(words) > 1 else words
    return any(re.search(rf"\b{re.escape(form)}\b", said) for form in forms)
