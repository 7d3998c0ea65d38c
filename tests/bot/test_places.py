"""The places that texts speak of."""

import pytest

from bot.places import elsewhere, places_in

CENTRES = (
    "The centre in Stevenage measures 7,700 sq m.",
    "The floor area of the Braintree centre is 4,627 sq m.",
    "The centre in Braintree, Essex, measures 4,627 sq m.",
    "The centre measures 7,000 sq m.",
    "Manufacturing space in the UK reached 52,000 sq m.",
)


def test_what_something_is_in_is_a_place_but_no_time_is() -> None:
    """Nor what stands for a scope."""
    assert places_in("In May 2020, in Stevenage, two firms in Europe opened.") == {"stevenag"}


@pytest.mark.parametrize(
    ("one", "other", "is_elsewhere"),
    [(0, 1, True), (0, 2, True), (1, 2, False), (0, 3, False), (0, 4, True), (4, 2, True), (3, 4, False)],
)
def test_two_texts_of_different_places_speak_of_two_things(one: int, other: int, is_elsewhere: bool) -> None:
    """A place is known by any text that says something to be in it; who names none may speak of either."""
    assert elsewhere(CENTRES[one], CENTRES[other], CENTRES) is is_elsewhere
