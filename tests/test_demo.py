"""`make demo`: the page of a partner on two origins, of which one is allowed."""

from threading import Thread

import httpx

from bot.api.sites import read_sites
from page import demo


def test_one_of_the_two_pages_may_ask() -> None:
    """By the file of sites that the demo is served with."""
    (site,) = read_sites(demo.SITES).values()
    assert site.origins == (f"http://127.0.0.1:{demo.ALLOWED}",)
    assert list(read_sites(demo.SITES)) == ["demo"]
    assert demo.page(demo.ALLOWED, "http://127.0.0.1:1").endswith("?host=http%3A%2F%2F127.0.0.1%3A1&site=demo")


def test_the_page_takes_in_scripts_and_answers_of_one_host_only() -> None:
    """And nothing inline."""
    with demo.serving(0, "http://127.0.0.1:1") as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            policy = httpx.get(f"http://127.0.0.1:{server.server_port}/nowhere").headers["content-security-policy"]
        finally:
            server.shutdown()
            thread.join()
    assert "default-src 'none'" in policy
    assert "script-src 'self' http://127.0.0.1:1;" in policy
    assert "connect-src http://127.0.0.1:1;" in policy
    assert "unsafe" not in policy
