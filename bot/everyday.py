"""Everyday phrases in a question as documents put them, before anything is understood (pure).

"Taxpayers' money" is seldom how a press release puts it, and neither the rules nor the networks have met it. Single
words that no document holds are ``bot.wording``'s, at reading. Who asks sees the question as it was typed.
"""

import re

# Those whose short form is another word's too, "may", are written in full.
_MONTHS = "January February March April June July August September October November December".split()
_ROWS = (
    (r"\btax[- ]?payers?(?:['’]s?)? (?=money|cash|funds?|funding|support)", "public "),
    (
        r"\bwhat (?:part|portion) of (?=(?:the |its )?(?:costs?|money|price|bill|funding|budget|grant|sum|total)\b)",
        "what share of ",
    ),
    (r"\b(?P<new>new )?(?:man|woman|person|one) at the top\b", r"\g<new>chief executive"),
    (
        r"\b(?:for )?how (?:long|many years) (?:has|did|have|had) the (?:tenant|occupier) (?:signed|sign|taken it)"
        r"(?: up)?(?: for)?(?=\W*$)",
        "how many years is the pre-let",
    ),
    (r"\bon what lease terms\b[^?]*?\bsign(?:ed)?(?: up)?(?=\W*$)", "how many years is the pre-let"),
    # What one body does and another takes over.
    (r"\binherit(?P<s>s?)(?= (?:the |its |their )?(?:work|functions?|duties|tasks|powers|remit)\b)", r"take\g<s> over"),
    (
        r"(?<=\bover the )work(?= of\b)|(?<=\bon the )work(?= of\b)|"
        r"(?<=\bon its )work|(?<=\bover its )work|(?<=['’]s )(?:work|job)(?=\W*$)",
        "functions",
    ),
    (r"(?<=\bover )what (?P<who>[\w’' -]{2,40}?) (?:did|does|do|used to do)(?=\W*$)", r"the functions of \g<who>"),
    (
        r"\bwhat (?P<does>does|do|did) (?P<who>[\w’' -]{2,40}?) spend on (?!\W*$)",
        r"how much \g<does> \g<who> spend on ",
    ),
    (r"\bspend on (?P<on>[\w &'’-]+?) (?:(?:a|per|each|every) year|annually|yearly)(?=\W*$)", r"spend on \g<on>"),
    (r"\b(?P<was>was|is|were) the first (?:sod|turf) (?:turned|cut|dug)\b", r"\g<was> ground broken"),
    (
        r"\bwho (?:ran|led|headed) (?P<what>[^?]{2,40}?) before the (?:current|present|new) "
        r"(?P<role>CEO|chief executive|boss|chair(?:man|woman)?)\b",
        r"who was \g<role> of \g<what> before the current one",
    ),
    (
        r"(?<=\bthe )(?P<whose>town|city|county|firm)s (?=(?:population|size|area|council|headcount|boss|rents?)\b)",
        r"\g<whose>'s ",
    ),
    *((rf"\b{month[:3]}t?\b\.?(?= (?:(?:19|20)\d\d|\d\d?(?:st|nd|rd|th)?\b))", month) for month in _MONTHS),
    (r"\bQ(?P<quarter>[1-4]) ?['’]?(?P<year>[12]\d)\b(?!\d)", r"Q\g<quarter> 20\g<year>"),
    (r"\b(?P<any>any|win|won|which|what|how many) prizes?\b", r"\g<any> awards"),
    (r"\bR&D tax credit\b", "R&D credit"),
    (
        r"\bdid (?:covid(?:-19)?|the (?:pandemic|virus|lockdowns?)) (?:hurt|bite|matter|get in the way|"
        r"do (?:any )?damage|slow (?:things|it|them)(?: down)?|have (?:an|any|much) (?:effect|impact))(?=\W*$)",
        "did COVID-19 affect any of them",
    ),
    (
        r"\b(?:what|how much) did (?:that|it|this) cost (?P<who>(?-i:[A-Z])\w+)"
        r"(?: in write-?offs?| on its books)(?=\W*$)",
        r"how much did \g<who> write off",
    ),
    # What traders call firms of the trade.
    (r"\bAZ\b", "AstraZeneca"),
    (r"\bBMS\b", "Bristol Myers Squibb"),
    (r"\bJ&J\b", "Johnson & Johnson"),
    # A phase bears a number for a name, which is no count.
    (r"\bphase 1\b(?! of\b)", "phase I"),
    (r"\bphase 2\b(?! of\b)", "phase II"),
    (r"\bphase 3\b(?! of\b)", "phase III"),
    # What is paid then is paid upfront.
    (
        r"\b(?P<pays>pays?|paid|paying)\b(?P<whom>[^?]*?) (?:at|in|from) the "
        r"(?:(?:very )?start|beginning|outset)(?=\W*$)",
        r"\g<pays>\g<whom> upfront",
    ),
    (
        r"\b(?P<pays>pay|paid|paying|get|got|receive)\b(?P<what>[^?]{0,40}?) "
        r"(?:on day one|straight away|there and then|on signing)\b",
        r"\g<pays>\g<what> upfront",
    ),
    # "At the start" of what is asked about is when it is new, and no phase that is counted.
    (r"\b(?:at|in) the (?:(?:very )?start|beginning|outset)(?=\W*$)", "initially"),
    (r"\bpeople (?=(?:(?:was|were|sat|is|are) )?(?:in|among) the audience\b)", "delegates "),
    (r"\b(?P<of>government|public|funding|money|national) pot\b", r"\g<of> fund"),
    (r"\b(?:drew|drawn|draws) (?P<what>it|them|[^?,]{2,40}?) up(?=\W*$)", r"designed \g<what>"),
    (r"\bR&D tax credit", "R&D credit"),
    (r"\ban? UK (?=(?:company|firm|business|start-?up|investor)\b)", "a "),
    # After what was asked for, what came of it.
    (
        r"\bwhat (?:amount )?did (?P<who>[\w’' -]+?)(?: bid)? (?:(?:actually|really|eventually|finally) "
        r"(?:get|receive|win)|end up (?:being (?:awarded|given)|getting|receiving|winning|with))(?=\W*$)",
        r"how much was \g<who> awarded",
    ),
    # What is good about something.
    (
        r"\bwhat (?:does|do|did|would|will|can|could) [\w’' -]{1,40}? get (?:out of|from) "
        r"(?P<of>being (?:one|an? [\w -]+?)(?=\W*$)|(?:the |this |that |its |their )?(?:[\w-]+ ){0,6}?"
        r"(?:status|zone|designation|membership|scheme|programme))\b",
        r"what benefits does \g<of> bring",
    ),
    (
        r"\bwhat (?:does|do|did|would|will) (?P<of>(?:being (?:one|an? [\w -]+?)|(?:the |this |that |its |their )?"
        r"(?:[\w-]+ ){0,6}?(?:status|zone|designation|membership))) (?:actually |really )?(?:get|give|bring|do for) "
        r"(?:you|us|them|it|one|an? \w+)(?=\W*$)",
        r"what benefits does \g<of> bring",
    ),
    (r"\b(?:being )?wound up\b|\b(?:in the )?(?:wind|winding)[ -]up\b", "in liquidation"),
    # Who is in a building is a tenant of it.
    (
        r"\bwho(?:['’]s| is| are) (?:already |else |now )?(?:in|at|inside) "
        r"(?=(?:the )?(?:[\w'’-]+ ){0,3}(?:house|building|accelerator|centre|campus|park|assembly)\b)",
        "which companies are the occupiers of ",
    ),
    (r"\bput in for\b", "asked for"),
    (
        r"\bwhat (?:was|were) (?P<who>(?!the (?:reason|name|date|figure|answer)s?\b)[\w’' -]+?) "
        r"(?:given|awarded|granted)(?: in the end| eventually| finally)?(?=\W*$)",
        r"how much was \g<who> awarded",
    ),
    (r"\bby the time (?:it|they) (?:floated|listed|went public|came to (?:the )?market)\b", r"before its IPO"),
    (r"\bs(?:ay|aid) yes\b", "approve"),
    (r"\b(?:top|prime) (?=(?:lab(?:oratory)? )?rents?\b)", "headline "),
    (r"\b(?:the )?first quarter of (?=20\d\d\b)", "Q1 "),
    (r"\b(?:the )?second quarter of (?=20\d\d\b)", "Q2 "),
    (r"\b(?:the )?third quarter of (?=20\d\d\b)", "Q3 "),
    (r"\b(?:the )?fourth quarter of (?=20\d\d\b)", "Q4 "),
    (
        r"\bwhat did (?P<who>[\w&’' -]+?) get (?:for|per) (?:each|an?|one|every) share\b",
        r"at what price did \g<who> sell shares",
    ),
    (
        r"\bwhat did (?:each|one|a) share (?:cost|go for|sell for)(?: (?:the )?(?:buyers?|investors?|them))?(?=\W*$)",
        "what was the price per share",
    ),
    (r"\bthe (?P<of>[\w&]+ (?:credit|relief|deduction)) rate\b", r"the rate of the \g<of>"),
    (
        r"\b(?P<has>had|have|has|held|hold|with) (?:an? )?(?:university )?degrees?(?! in\b)\b",
        r"\g<has> degree-level qualifications",
    ),
    (r"(?<=\bof )adults(?= in [A-Z])", "residents"),
    # People are counted, and have no size.
    (
        r"\b(?:the )?(?:current )?size of (?P<of>(?:the |its |their )?(?:[\w&'’-]+ ){0,7}?"
        r"(?:workforce|headcount|staff|team|population))\b",
        r"\g<of>",
    ),
    (r"\b(?P<of>workforce|headcount|team) size\b", r"\g<of>"),
    (r"\bCGT\b", "cell and gene therapy"),
    (r"\bthe first (?:covid|pandemic) year\b|\bthe first year of (?:covid|the pandemic)\b", "2020"),
    (r"\bcovid\b(?!-)", "COVID-19"),
    # "What are rents like?"
    (r"(?<=[a-z]) like(?=,| per\b|\W*$)", ""),
    (r"\bdone and dusted\b", "completed"),
    (r"\b(?:start|begin) operat(?:ing|ions)\b", "open"),
    (
        r"\bwho (?:was|is) (?P<who>[\w’' -]{2,40}?)['’]s? spokes(?:man|woman|person)\b",
        r"who spoke for \g<who>",
    ),
    (r"^\W*on average,? (?=how\b)", ""),
    (r"\bwho (?:was|is|were|are) (?:the )?lead(?:ing)? investors? (?:in|of|for|behind)\b", "who led"),
    (r"\bthe credit rate (?=(?:in|under|of)\b)", "the rate of the R&D credit "),
    (
        r"^\W*(?:the )?size of (?P<who>(?:the )?[\w&’'-]+?)['’]s? series (?P<letter>[a-e])(?: round)?(?=\W*$)",
        r"how much did \g<who> raise in its series \g<letter>",
    ),
    (r"(?<=['’]s )work(?= (?:now|once|when|after) )", "functions"),
    (r"\bthe (?P<who>architect|designer)s? behind\b", r"the \g<who> of"),
    # In the UK a plant has its licence of nobody else, and few documents say so.
    (
        r"(?P<plants>\bhow many [^?]*?\b(?:sites?|facilit(?:y|ies)|factor(?:y|ies)|plants?)\b[^?]*? a)n MHRA "
        r"(?=licen[cs]e\b)",
        r"\g<plants> ",
    ),
    (r"(?<=\bhow many )MHRA[- ](?=licen[cs]ed\b)", ""),
    (
        r"\b(?P<did>did|does|has) (?P<who>[\w&’' -]{2,40}?) ask (?P<whom>(?:the )?[\w&’' -]{2,40}?) for(?=\W*$)",
        r"\g<did> \g<who> ask for from \g<whom>",
    ),
    (
        r"(?<=\bdid )(?P<thing>[\w&’' -]*?(?:building|house|centre|campus|plant|factory|interchange)) start up\b",
        r"\g<thing> open",
    ),
    (r"\bministers (?=confirm|announc|agree|decide|promise|withdraw|scrap)", "the government "),
    (
        r"\bwhat (?P<will>would|will|does|did) (?P<thing>[\w&’' -]{2,50}?) set (?:me|us|you|one|them) back\b",
        r"how much \g<will> \g<thing> cost",
    ),
    (r" (?:itself|himself|herself|themselves)(?= (?:put|pay|invest|give|hold|own|have|get|keep|raise|spend)\b)", ""),
    (r"\bwhat (?P<is>was|is) the reason (?:given|stated|offered|cited)\b", r"what \g<is> the reason"),
    (r" of any (?:phase|kind|sort|type)\b", ""),
    (r"\bwhat (?P<did>did|does|has) (?P<who>[\w’' -]{2,40}?) put in(?=\W*$)", r"how much \g<did> \g<who> put in"),
    (r"(?-i:\b(?P<one>[A-Z][A-Za-z]{2,})/(?P<other>[A-Z][A-Za-z]{2,})\b)", r"\g<one> and \g<other>"),  # "Reef/UBS"
    (r"\bplanning application\b", "plan"),
    (r"\b(?P<plan>plans?|proposals?) (?:submitted|handed in|put in|filed|sent in)\b", r"\g<plan> lodged"),
    (r"\bwho (?:picked|snapped) up (?=(?:the|its|their|an?) )", "who bought "),
    # What is not yet given.
    (
        r"\b(?:does|do|did|is|are) (?P<who>[\w’' -]+?) (?:want|after|hoping for|hope for|seek|seeking)(?=\W*$)",
        r"has \g<who> asked for",
    ),
)
_WORDED = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in _ROWS)
# A size is asked for in one measure and may be told in another, which no network knows.
_SQUARE = re.compile(
    r"\bhow many (?:sq|square)\.? ?(?:ft|feet|foot|f|m|met(?:re|er)s?)\b\.?(?P<of> of)?", re.IGNORECASE
)


def as_documents_say(question: str) -> str:
    """The question with each everyday phrase replaced; the same where it has none."""
    for pattern, words in _WORDED:
        question = pattern.sub(words, question)
    return question


def without_measure(question: str) -> str:
    """The question for a size in whatever measure: "How many sq ft is ..." -> "How large is ..."."""
    return _SQUARE.sub(lambda found: "How much" if found["of"] else "How large", question)
