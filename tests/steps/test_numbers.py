"""Amounts, case by case in plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.steps.figures.numbers import find_amounts, parse
from briefing.steps.figures.tokens import tokenize
from tests.conftest import read_cases


def lines(text: str) -> str:
    tokens = tokenize(text)
    found = []
    for amount in find_amounts(tokens):
        words = text[tokens[amount.first].start : tokens[amount.last - 1].end]
        bounds = ["-" if bound is None else str(bound) for bound in (amount.low, amount.high)]
        found.append(" | ".join([*bounds, "~" if amount.approximate else "=", words]))
    return "\n".join(found) or "none"


@pytest.mark.parametrize(("text", "expected"), read_cases("numbers"))
def test_an_amount_is_read_with_its_hedges(text: str, expected: str) -> None:
    assert lines(text) == expected


@given(st.integers(min_value=0, max_value=10**11))
def test_a_number_written_with_commas_is_that_number(number: int) -> None:
    assert parse(f"{number:,}") == number


@given(st.text(max_size=200))
def test_tokens_lie_in_the_text_in_order_and_leave_out_only_white_space(text: str) -> None:
    tokens = tokenize(text)
    gaps = [0, *(token.end for token in tokens)], [*(token.start for token in tokens), len(text)]

    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(not text[end:start].strip() for end, start in zip(*gaps, strict=True))
