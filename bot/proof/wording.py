"""Whether the words of a sentence are those of its quotes, or such as add nothing to them (pure)."""

import re

from bot.encode import visible
from bot.proof.basis import Basis
from ingest.keywords import terms
from ingest.values import values_in

# Words with which anything is told: they carry no fact of their own.
PLAIN = frozenset(
    terms(
        "say says said state states stated report reports reported according tell told note noted describe described "
        "describes list listed record recorded show shows shown indicate indicates give gives given put puts quote "
        "quoted "
        "cite cited mention mentioned add added announce announced confirm confirmed publish published release article "
        "document documents source sources figure figures number numbers total totals amount amounts sum count counted "
        "counts be become became remain remained remains stand stands stood come comes came go goes went gone make "
        "makes "
        "made take takes took taken get got keep kept hold holds held provide provides provided include includes "
        "included "
        "including contain contains comprise comprises consist consists account accounts accounted represent "
        "represents "
        "represented constitute amount reach reached reaches measure measures measured use used uses work works worked "
        "working locate located based home base sit sits situated place placed house houses housed host hosts hosted "
        "lie "
        "lies find found join joined carry carried run runs ran operate operates operated serve serves served support "
        "supports supported involve involved take part form forms formed set bring brings brought lead leads led "
        "receive "
        "receives received obtain obtained secure secured attract attracted time date year years month day period date "
        "today current currently present presently now already still since later earlier recent recently end start "
        "beginning early late mid around alone together overall altogether respectively roughly exactly precisely "
        "particular specific specifically notably thereof thereby meanwhile whereas while although however also both "
        "either respectively well another further way part share proportion rest remainder among amongst across within "
        "throughout along alongside beside near nearby via per addition additional same similar kind type sort area "
        "field "
        "side thing things people one two first second value values level rate point case fact name named names called "
        "known term terms new old different various several many much more less most least few large small big little "
        "city town site location group body organisation organisations company companies firm firms business entity "
        "project programme scheme plan plans planned expect expected expects hope hoped aim aims aimed intend intended "
        "due will would could should may might project projected forecast foresee foreseen propose proposed target "
        "look seek sought want wanted need needed create creates created develop developed build built open opened "
        "complete completed begin began begun happen happened occur occurred visit visited attend attended speak spoke "
        "appoint appointed act acts acted role post position job head responsible charge previous prior before pay "
        "pays paid "
        "payable price cost costs sum money back space room stay stays stayed against gave scheduled schedule "
        "schedules award "
        "contrast contrary increase increased decrease decreased decreasing rise rises rose risen fall falls fell "
        "fallen grow grows "
        "grew grown growth drop drops dropped climb climbed numbered employ employs employed staff people lead leads "
        "led construction apiece "
        "sell sells selling sold buy buys bought rather instead unlike compare compared comparison every other "
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
        "eighty ninety "
        "three four five six seven eight nine ten eleven twelve hundred thousand million billion third quarter half "
        "dozen "
        "pound dollar euro cent percent amount ago respective draw draws drawn requested request grouped united "
        "worth span spans cover covers mark leave leaving wide almost nearly roughly approximately just merely "
        "fewer write writes writing wrote follow follows following course holder go going through thus total overall "
        "rest "
        "differ differs exceed exceeds exceeding beyond upwards minimum maximum most least mention making latter "
        "former home "
        "neither none nobody result supposed can put employer employers worker workers ride trip possible stretch "
        "stretches undated text texts"
    )
)
# What must be in the quotes itself, since it claims more than it seems to.
_STRONG = frozenset(
    terms(
        "entire entirely wholly always exclusively majority minority "
        "because thanks therefore hence proving proves "
        "proved guarantee guaranteed guarantees promise excellent impressive remarkable successful "
        "successfully success best worst world-class  profitable profit profits loss undervalued bullish "
        "recommend recommended ideal safe risk risky exciting outstanding "
        "unprecedented significantly dramatically sharply rapidly fastest confident surely certainly undoubtedly "
        "clearly "
        "obviously likely unlikely probably perhaps booming thriving struggling crisis collapse bankrupt "
        "scandal "
        "fraud criminal illegal secret secretly cure cured cures proven breakthrough revolutionary "
        "right wrong choice shameful mistake serious seriously sadly unfortunately fortunately disappointing "
        "worrying alarming "
        "overpaid underpaid wise foolish must deserve deserves luckily astonishing amazing brilliant "
        "superb poor "
        "cheaper better worse winner victorious champion attractive"
    )
)
_SPEAKS_OF_ITSELF = re.compile(
    r"\b(?:(?<!Phase )(?<!Phases )I(?!-)|I['’]m|me|my|[Yy]ou(?! (?:can )?(?:get|reach|travel|drive|walk|go|take)\b)|"
    r"[Yy]ours?|"
    r"[Ww]e|us|"
    r"[Oo]ur|instructed|instructions?|prompts?(?! (?:the|a) question)|"
    r"(?<!as )(?<!any )evidence|(?:the|these|given) passages?|markers?|AI|"
    r"(?:strong|good|great|clear) buy|buy now|worth (?:buying|investing)|should (?:buy|sell|invest)|(?:right|"
    r"perfect) (?:choice|place|time)|"
    r"(?:makes?|made) sense|good (?:time|moment|reason)|opportunity to (?:buy|invest)|should (?:call|"
    r"contact|write|ask|"
    r"click|visit|commute|move|consider|choose|look)|so (?:buying|investing|it|the|they|this|you|now|"
    r"that(?! (?:it|they) (?:would|could|can|may|might)\b))|"
    r"assistant|chatbot|language model|system message|as requested|as asked|"
    r"(?:the|my|your|given|this) context(?! of)|provided (?:text|quotes?|sources?|"
    r"documents?)|please|sorry|cannot answer|can['’]t answer)\b"
)
_CONCLUDES = re.compile(r"so (?:it|the|they|this|that)")  # of what it tells, and not for whoever reads it
# Words that claim no more than others which the quotes may have.
_SAID_AS = {
    "majority": re.compile(r"\b(?:most|(?:more than|over) half)\b", re.IGNORECASE),
    "exclusively": re.compile(r"\b(?:only|solely)\b", re.IGNORECASE),
    "certain": re.compile(r"\b(?:some|several)\b", re.IGNORECASE),
    "thanks": re.compile(r"\b(?:reasons?|because|due to|led to|leads to)\b", re.IGNORECASE),
}
_AMONG_OTHERS = re.compile(r",? among others\b")
_SOME = re.compile(r"\b(?:among|also|other|such as|includ\w+)\b", re.IGNORECASE)
_TOO = re.compile(r"\b[Tt]oo (?:much|many|little|few|high|low|late|early)\b")
# Who has reached a final has won nothing.
_WON = re.compile(r"\b(?:won|wins)\b", re.IGNORECASE)
_AS_WON = re.compile(
    r"\b(?:w[io]n\w*|award\w*|grant\w*|secur\w*|success\w*|succeed\w*|receiv\w*|g[ai]ve\w*|g[oe]t\w*|chosen|select\w*|"
    r"named?|pick\w*|prize\w*|victor\w*|beat\w*|land\w*|made|designat\w*|approv\w*|obtain\w*)\b",
    re.IGNORECASE,
)
# Who signed a deal with a firm has not taken it over.
_BOUGHT = re.compile(
    r"\b(?:bought|buys|acquire[sd]?|takeover|took over(?! as\b)|t[ao]k(?:es|en) over(?! as\b)|took [A-Z]\w+ over)\b"
)
_AS_BOUGHT = re.compile(
    r"\b(?:b[uo]y\w*|bought|acqui\w+|purchas\w*|t[ao]k(?:e|es|en|ing)|took|takeover|s[eo]ll\w*|sold|sales?|merge\w*|"
    r"hand(?:s|ed|ing)? over|pass(?:es|ed|ing)?|owns?|owned|owner\w*|became part|become part|subsidiary|offer\w*|"
    r"pa(?:y|ys|id|ying)\b[^.;]{0,25}\bfor|"
    r"c[ao]me (?:in)?to (?:it|them|him|her)\b[^.;]{0,12}\bwith)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")
_CLAUSE = re.compile(
    r"[,;:]\s|\s[–—-]\s|\s(?:and|but|which|who|whose|while|whereas|although|though|because|so that|with|after|before|"
    r"as)\s"
)
_BUT = re.compile(r"(?:,\s|\s)(?:but|although|though|yet)\s")
_MOST_OF_ITS_OWN = 0.5  # of the words of a clause
_RUN = 3  # words in a row
# What is said the other way round, or denied, has other words; other rules weigh it.
_TURNED = re.compile(r"\b(?:than|no|not|never|none|only|un[a-z]{4,})\b", re.IGNORECASE)
_FEW = 3  # words that carry a fact
_ITS_OWN = 0.45  # of the words of a sentence


def wording_fault(words: str, basis: Basis) -> str | None:
    """What the quotes do not say, in a phrase; None when the words are theirs or add nothing."""
    own = _SPEAKS_OF_ITSELF.search(words)
    if own and own.group() not in basis.words and not _is_theirs(own, words, basis):
        if _CONCLUDES.fullmatch(own.group()):
            return f"a conclusion of its own: {own.group()}"
        return f"speaks of itself or to the reader: {own.group()}"
    if (judged := _TOO.search(words)) and not _TOO.search(basis.text):
        return f"a claim that is not in the quotes: {judged.group()}"
    if (won := _WON.search(words)) and not _AS_WON.search(basis.text):
        return f"a success that is not in the quotes: {won.group()}"
    if (bought := _BOUGHT.search(words)) and not _AS_BOUGHT.search(f"{basis.text} {basis.cards}"):
        return f"a purchase that is not in the quotes: {bought.group()}"
    quotes = " ".join(visible(basis.text).split())
    for quoted in _QUOTED.findall(words):
        said = " ".join(quoted.split()).strip(" .,")
        if said not in quotes and said.removesuffix("s") not in quotes:  # one of the "cluster specialists"
            return f"a quotation that is none: {quoted}"
    told = _AMONG_OTHERS.sub("", words) if _SOME.search(basis.text) else words
    return _strong_fault(words, basis) or _coverage_fault(_without_long_forms(told, basis), basis)


def _is_theirs(own: re.Match[str], words: str, basis: Basis) -> bool:
    """Whether the quotes have it of the same: "Britain should invest"."""
    whose = words[: own.start()].split()[-1:]
    return " " in own.group() and bool(whose) and f"{whose[0]} {own.group()}" in basis.text


def _without_long_forms(words: str, basis: Basis) -> str:
    """What is left without the names of which the quotes have the short form; such a name may have an "and" in it."""
    for word in basis.spelled_out(words):
        words = re.sub(rf"\b{re.escape(word)}\b", " ", words)
    return words


def _strong_fault(words: str, basis: Basis) -> str | None:
    for word in re.findall(r"[\w'’-]+", words):
        if (same := _SAID_AS.get(word.lower())) and same.search(basis.text):
            continue
        if not word[0].isdigit() and (stems := set(terms(word)) & _STRONG) and not any(map(basis.holds, stems)):
            return f"a claim that is not in the quotes: {word}"
    return None


def _coverage_fault(words: str, basis: Basis) -> str | None:
    every = _unsaid(words, basis)
    if sum(every) > 1 and sum(every) / len(every) > _ITS_OWN:
        return "mostly other words than the quotes'"
    if any(every) and len(every) <= _FEW and not values_in(words) and not _TURNED.search(words):
        return "a short claim in other words than the quotes'"
    if _is_of_the_title(words, basis):
        return "what the title alone says"
    if _longest_run(every) >= _RUN:
        return "a stretch of words that are not the quotes'"
    for clause in _BUT.split(words)[1:]:
        own = _unsaid(clause, basis)
        if own and len(own) < _FEW and own[-1] and not values_in(clause):
            return f"set against what the quotes say: {clause.strip()}"
    for clause in _CLAUSE.split(words):
        own = _unsaid(clause, basis)
        has_value = bool(values_in(clause))
        if own and ((all(own) and not has_value) or (sum(own) > 1 and sum(own) / len(own) >= _MOST_OF_ITS_OWN)):
            return f"other words than the quotes': {clause.strip()}"
    return None


def _is_of_the_title(words: str, basis: Basis) -> bool:
    """Whether most of what is said stands in the title and not in the quote, which is of something else.

    Who published it may be named beside what it says.
    """
    publishers = set(terms(" ".join(one.source.publisher or "" for one in basis.citations)))
    stems = [stem for stem in terms(words) if stem.isalpha() and stem not in PLAIN and stem not in publishers]
    told = frozenset(terms(basis.text))
    of_the_title = [stem for stem in stems if stem in basis.stems - told]
    return len(of_the_title) > 1 and sum(stem in told for stem in stems) < len(stems) / 2


def _longest_run(unsaid: list[bool]) -> int:
    return max((len(run) for run in "".join("x" if one else " " for one in unsaid).split()), default=0)


def _unsaid(text: str, basis: Basis) -> list[bool]:
    """For each word that carries a fact: whether the quotes lack it."""
    for value in reversed(values_in(text)):  # another rule weighs them
        text = f"{text[: value.start]} {text[value.end :]}"
    stems = [stem for stem in terms(text) if stem.isalpha() and stem not in PLAIN]
    return [not basis.holds(stem) for stem in stems]
