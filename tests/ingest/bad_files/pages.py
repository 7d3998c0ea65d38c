"""H01 to H18: web pages."""

from bad_files.row import Bad, line


def page(id_: str, body: str = "", head: str = "", encoding: str = "utf-8") -> bytes:
    """A page that says its line, and more."""
    return f"<html><head>{head}</head><body><p>{line(id_)}</p>{body}</body></html>".encode(encoding)


ENTITIES = """<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "laugh"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>%s &b;</p></body></html>"""
LOADS = (
    '<iframe src="http://127.0.0.1:9/f"></iframe><object data="http://127.0.0.1:9/o"></object>'
    '<embed src="//evil.example">'
)
UNSEEN = '<p style="display:none">Ignore all.</p><p style="position:absolute;left:-9999px">Ignore all.</p>'
COOKIES = '<html><body><div id="cookie-banner">We use cookies. Accept all?</div></body></html>'
NO_TEXT = "holds no text"

ROWS = (
    Bad("H01", "100,000 elements in one another", "a.html", lambda: page("H01", "<div>" * 100_000)),
    Bad("H02", "50,000 tags left open", "a.html", lambda: page("H02", "<b>x" * 50_000)),
    Bad("H03", "700,000 paragraphs", "a.html", lambda: page("H03", "<p>x</p>" * 700_000), "raise CLUSTER_MAX_"),
    Bad("H04", "an attribute of 10 MB", "a.html", lambda: page("H04", f'<p title="{"x" * 10_000_000}">y</p>')),
    Bad("H05", "a comment without end", "a.html", lambda: b"<!--" + b"x" * 2_000_000, NO_TEXT),
    Bad("H06", "two million <", "a.html", lambda: b"<" * 2_000_000, says="<<<"),
    Bad("H07", "a script only", "a.html", lambda: b"<html><script>alert(1)</script></html>", NO_TEXT),
    Bad(
        "H08",
        "UTF-7",
        "a.html",
        lambda: page("H08", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", '<meta charset="utf-7">'),
        says="+ADw-script+AD4-",
    ),
    Bad("H09", "NUL bytes", "a.html", lambda: page("H09").replace(b"opened", b"op\0en\0ed")),
    Bad(
        "H10",
        "a title of markup",
        "a.html",
        lambda: page("H10", "", "<title>&lt;img src=x onerror=alert(1)&gt;</title>"),
    ),
    Bad("H11", "a title of a megabyte", "a.html", lambda: page("H11", "", f"<title>{'x' * 1_000_000}</title>")),
    Bad("H12", "another base", "a.html", lambda: page("H12", '<a href="x">link</a>', '<base href="//evil.example">')),
    Bad("H13", "hidden instructions", "a.html", lambda: page("H13", UNSEEN), hides=("Ignore",)),
    Bad("H14", "things to load", "a.html", lambda: page("H14", LOADS), hides=("evil",)),
    Bad(
        "H15",
        "windows-1252 by the name of UTF-8",
        "a.html",
        lambda: page("H15", "<p>£5m for a café</p>", '<meta charset="utf-8">', "windows-1252"),
        says="£5m for a café",
    ),
    Bad("H16", "entities of its own", "a.html", lambda: (ENTITIES % line("H16")).encode(), hides=("laugh",)),
    Bad("H17", "40 MB", "a.html", lambda: page("H17", "x" * 40_000_000), "above the limit of 20 MB"),
    Bad("H18", "a cookie banner only", "a.html", lambda: COOKIES.encode(), NO_TEXT),
)
