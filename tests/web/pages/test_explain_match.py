"""A small Match by address alone: steps, sides, samples, a market of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
PAGE = "/explain-the-match/"
OWN = (
    "?an=A&al=City&an=B&al=City%2C+Lake&an=C&al=Lake&pn=City&pq=1&pl=B%2C+A&pn=Lake&pq=1&pl=C%2C+B"
)


def test_every_step_is_an_address_up_to_the_end(client: Client) -> None:
    address, seen = f"{PAGE}?sample=five", []
    for _ in range(30):
        html = client.get(address).content.decode()
        seen.append(re.findall(r'<p class="step-text[^>]*>([^<]*)', html)[0])
        found = re.search(r'rel="next" href="([^"]*)"', html)
        if not found:
            break
        address = PAGE + found[1].replace("&amp;", "&")
    assert len(seen) == 10
    assert seen[0].startswith("A asks Valley")
    assert "Unmatched: A." in seen[-1]


def test_the_other_side_asks_and_the_difference_is_told(client: Client) -> None:
    html = client.get(f"{PAGE}?by=programs&step=1").content.decode()
    assert "offers" in html
    assert "For 2 of 5 applicants it matters who asks" in html


def test_couples_and_circles(client: Client) -> None:
    assert b"City would hold D." in client.get(f"{PAGE}?sample=couple&step=5").content
    assert b"The same moves come round again" in client.get(f"{PAGE}?sample=circle&step=99").content


def test_a_market_of_one_s_own_keeps_its_address_through_the_steps(client: Client) -> None:
    html = client.get(PAGE + OWN).content.decode()
    assert "A asks City, first on A&#x27;s list." in html
    found = re.search(r'rel="next" href="([^"]*)"', html)
    assert found
    assert "an=A" in found[1]
    assert "pl=C" in found[1]


def test_what_does_not_fit_is_said_and_what_was_typed_stays(client: Client) -> None:
    answer = client.get(PAGE + OWN.replace("al=Lake", "al=Lak3"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "no program of this market" in html
    assert 'value="Lak3"' in html


@pytest.mark.parametrize(
    "odd",
    ["?step=%C2%B2", "?step=-4", "?step=99999999999999999999", "?sample=none&by=nobody",
     "?an=%3Cb%3E&al=x&pn=y&pq=zz&pl=", "?an=A"],
)  # fmt: skip
def test_odd_addresses_are_answered(client: Client, odd: str) -> None:
    answer = client.get(PAGE + odd)
    assert answer.status_code in (200, 422)
    assert b"<b>" not in answer.content
