"""How currencies are written: their signs before a number, their names after one."""

import re

_CODES = "GBP EUR USD SEK DKK NOK CHF JPY AUD CAD NZD HKD SGD CNY INR ISK KES PLN KRW CZK HUF ZAR".split()
SIGNS = {
    **{"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD"},
    **{"ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD"},
    **{code.lower(): code for code in _CODES},
}
NAMES = {
    **{"pounds sterling": "GBP", "pounds": "GBP", "pound": "GBP", "sterling": "GBP", "euros": "EUR", "euro": "EUR"},
    **{"us dollars": "USD", "dollars": "USD", "dollar": "USD", "swedish kronor": "SEK"},
    **{"canadian dollars": "CAD", "australian dollars": "AUD", "singapore dollars": "SGD", "hong kong dollars": "HKD"},
    **{"norwegian kroner": "NOK", "danish kroner": "DKK", "swiss francs": "CHF", "japanese yen": "JPY", "yen": "JPY"},
    **dict.fromkeys(("icelandic krónur", "icelandic kronur", "icelandic króna"), "ISK"),
    **{"kenyan shillings": "KES", "polish zloty": "PLN", "polish złoty": "PLN", "korean won": "KRW"},
    **{"south korean won": "KRW", "czech koruna": "CZK", "hungarian forints": "HUF", "south african rand": "ZAR"},
    **{"new zealand dollars": "NZD", "chinese yuan": "CNY", "indian rupees": "INR", "norwegian krone": "NOK"},
    **{code.lower(): code for code in _CODES},
}
SIGN = rf"(?:(?<![A-Za-z])(?:US|AU?|CA?|NZ|HK|S)\$|(?<![A-Za-z])\$|[£€¥]|\b(?:{'|'.join(_CODES)})(?=[\s0-9]))"
NAME = re.compile(rf"\s(?P<name>{'|'.join(sorted(NAMES, key=len, reverse=True))})\b", re.IGNORECASE)
