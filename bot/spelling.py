"""Misspelt words of a question -> the documents' nearest (pure)."""

import re
from collections.abc import Callable

from bot.lexicon import Lexicon

_SHORTEST = 4
# Too short to be told from other words by their letters, and no question is understood without them.
_SLIPS = {
    "wat": "what", "waht": "what", "wht": "what", "hoo": "who", "hwo": "how", "wich": "which", "whcih": "which",
    "wen": "when", "wehn": "when", "wher": "where", "mny": "many", "mcuh": "much", "mch": "much",
    "whats": "what's", "whos": "who's", "hows": "how's", "wheres": "where's", "whens": "when's",
    "yr": "year", "yrs": "years", "mth": "month", "mths": "months", "thru": "through", "tht": "that", "n": "and",
    "ppl": "people", "u": "you", "govt": "government", "incl": "including",
}  # fmt: skip
# Well-spelt words of business that are in few vocabularies, and near a word of the documents: "dividend", "divided".
_WELL_SPELT = frozenset(
    """auditor backer bestow brochure bursary cashflow compile creditor debenture debtor dilution discontinuing dividend
    divest divestment ebitda expenditure footfall freehold goodwill headcount impairment indemnity innovator insolvency
    insolvent lease leasehold lessee lessor licensee licensor liability liquidate liquidator materialise mezzanine
    oust overdraft payable payroll pension publicise rebate receivable redundancy relocate remuneration restructure
    royalty shareholder solvency specialism stipend subsidiary sublet subtenant summed surveyor tariff tenancy
    upskilled vendor write-down write-off""".split()
)
# "Companys" and "campuss" are no plurals.
_FALSE_PLURAL = re.compile(r"(?:[^aeiou]y|s)s$")
_SHOUTED_WORDS = 3
_SHORT_NAME = 6
# "22/23" is the year that documents write as 2022/23.
_SHORT_YEAR = re.compile(r"(?<![\d/.,£$€])(?P<first>[12]\d)/(?P<last>[12]\d)(?![\d/%])")
_MANY = re.compile(r"\b(?:these|those|many|all|of|two|three|four|five|other)\s$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]\w*(?:['’]\w+)*")


def with_whole_years(text: str) -> str:
    """A text with financial years as documents write them: "22/23" -> "2022/23"."""

    def whole(found: re.Match[str]) -> str:
        is_year = int(found["last"]) == int(found["first"]) + 1
        return f"20{found.group()}" if is_year else found.group()

    return _SHORT_YEAR.sub(whole, text)


def correct(text: str, lexicon: Lexicon, is_word: Callable[[str], bool]) -> str:
    """The text with misspelt words replaced; a word that is near none of the documents' stays as it is.

    ``is_word`` says which words are no misspellings, whatever the documents say: "mayor" must not become "major". A
    capital inside the sentence marks a name, which only becomes another name: an unknown company must stay unknown.
    """

    def is_well_spelt(word: str) -> bool:
        return is_word(word) or word in _WELL_SPELT or word.removesuffix("d") in _WELL_SPELT

    def better(match: re.Match[str]) -> str:
        word = match.group()
        low = re.sub(r"['’]s$", "", word.lower())
        if word in _SLIPS or (match.start() == 0 and len(low) > 1 and low in _SLIPS):
            return _SLIPS[low] if word == low else _SLIPS[low].capitalize()
        if _is_possessive(match, low, lexicon):
            return f"{word[:-1]}'s"
        singular = low if _FALSE_PLURAL.search(low) else low.removesuffix("s")
        if re.search(r"['’](?:re|ve|ll|d|m|t)$", low):  # "we're", which says how it is spelt
            return word
        if len(low) < _SHORTEST or {low, singular} & lexicon.words or any(map(is_well_spelt, (low, singular))):
            return word
        is_name = word[0].isupper() and match.start() > 0 and not text.isupper()
        near = lexicon.near_name(low) if is_name else lexicon.near_word(low)
        if near is None or (is_name and _is_another_name(low, near)):
            return word
        return near.capitalize() if near in lexicon.names else near

    return _WORD.sub(better, text)


def _is_possessive(match: re.Match[str], low: str, lexicon: Lexicon) -> bool:
    """ "gsks spokesman": a name with an s behind it and a word after that, and no plural, "these leps", nor "heads"."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return (
        low == match.group()
        and low.endswith("s")
        and low not in lexicon.words
        and low[:-1] in lexicon.names - lexicon.everyday
        and re.match(r" [a-z]{3}", after) is not None
        and _MANY.search(before) is None
    )


def perhaps_meant(text: str, lexicon: Lexicon) -> str | None:
    """The question with each unknown name put as the known one that is most like it; None where none is like one."""

    def known(match: re.Match[str]) -> str:
        low = match.group().lower()
        near = lexicon.like_name(low) if len(low) >= _SHORTEST and low in unknown else None
        return near.capitalize() if near else match.group()

    unknown = {word.lower() for name in lexicon.phrases(text) if not lexicon.knows(name) for word in name.split()}
    meant = _WORD.sub(known, text)
    return meant if meant != text else None


def _is_another_name(word: str, near: str) -> bool:
    """Whether one consonant makes it another short name: "Kadant" is a company too, and not "Kadans" misspelt."""
    if len(word) != len(near) or len(word) > _SHORT_NAME:
        return False
    changed = [pair for pair in zip(word, near, strict=True) if pair[0] != pair[1]]
    return len(changed) == 1 and not set(changed[0]) & set("aeiouy")


def unshouted(text: str, lexicon: Lexicon, is_word: Callable[[str], bool]) -> str:
    """A text all in capitals in small letters, but for short forms: "USE" would else stand for an authority."""
    if not text.isupper() or len(_WORD.findall(text)) < _SHOUTED_WORDS:
        return text

    def softer(match: re.Match[str]) -> str:
        low = match.group().lower()
        return match.group() if low in lexicon.short_forms and not is_word(low) else low

    soft = _WORD.sub(softer, text)
    return soft[:1].upper() + soft[1:]
