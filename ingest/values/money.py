"""How currencies are written: their signs before a number, their names after one."""

import re

_CODES = "GBP EUR USD SEK DKK NOK CHF JPY AUD CAD NZD HKD SGD CNY INR".split()
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
    **{code.lower(): code for code in _CODES},
}
SIGN = rf"(?:(?<![A-Za-z])(?:US|AU?|CA?|NZ|HK|S)\$|(?<![A-Za-z])\$|[£€¥]|\b(?:{'|'.join(_CODES)})(?=[\s0-9]))"
NAME = re.compile(rf"\s(?P<name>{'|'.join(sorted(NAMES, key=len, reverse=True))})\b", re.IGNORECASE)
