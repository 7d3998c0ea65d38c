"""What the owner erases: first what would go is shown, then it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.answers import Answers
from bot.encode import printable
from bot.kept import Kept
from page.owner.groups import unanswered
from page.owner.html import confirm_page, said_page

_ALL = "All questions, votes and reports would be erased, and nobody could bring them back."


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to be erased: how it is called, the questions in it, and whether a text is meant."""

    called: str
    questions: tuple[str, ...]
    is_meant: Callable[[str], bool]


def erased(bot: Answers, kept: Kept, values: Mapping[str, str], token: str) -> tuple[str, int]:
    """The page for what a form asks to erase, and its status.

    Nothing goes before it is asked once more, nor when by then it is not as much as was shown.
    """
    is_sure = bool(values.get("sure"))
    if is_sure:
        bot.forget()
    if values.get("all"):
        if is_sure:
            return said_page("Erased", f"Erased: {kept.erase_all()}.", token), 200
        return confirm_page(_ALL, (), {"all": "yes"}, token), 200
    meant = _meant(kept, values)
    gone = kept.meant(meant.is_meant) if meant else None
    if meant is None or not gone:
        return said_page("Nothing to erase", "Nothing that is kept is meant by that.", token), 404
    if is_sure and values.get("counted") == str(gone):
        return said_page("Erased", f"Erased: {kept.erase(meant.is_meant)}.", token), 200
    fields = {name: values[name] for name in ("group", "words") if name in values} | {"counted": str(gone)}
    has_changed = "There is more or less of it by now, so look again. " if is_sure else ""
    sentence = f"{has_changed}{meant.called}: {gone} would be erased, and nobody could bring them back."
    return confirm_page(sentence, meant.questions, fields, token), 200


def _meant(kept: Kept, values: Mapping[str, str]) -> Meant | None:
    """What a form names: words, or a group by the id of a question in it; None when there is no such group."""
    words = printable(values.get("words", "")).strip().casefold()
    if words:
        texts = (question.standalone for question in kept.found().questions if words in question.standalone.casefold())
        return Meant(f"What holds “{words}”", tuple(dict.fromkeys(texts)), lambda text: words in text.casefold())
    number = values.get("group", "")
    groups = unanswered(kept.found().questions) if number.isascii() and number.isdecimal() else []
    group = next((group for group in groups if str(group.id) == number), None)
    if group is None:
        return None
    return Meant("This group of questions", tuple(sorted(group.asked)), lambda text: text in group.asked)
