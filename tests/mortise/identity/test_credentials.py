"""Session ids and API tokens as texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mortise.identity.credentials import ApiToken, digest, new_secret, new_session_id, read_token, write_token


@given(st.integers(min_value=1, max_value=2**59))
def test_a_token_is_read_back_as_written(number: int) -> None:
    token = ApiToken(number, new_secret())

    assert read_token(write_token(token)) == token


@given(st.data())
def test_a_token_with_one_wrong_character_is_none(data: st.DataObject) -> None:
    text = write_token(ApiToken(7, new_secret()))
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda character: character != text[place]))

    assert read_token(text[:place] + other + text[place + 1 :]) is None


@pytest.mark.parametrize(
    "text", ["", "mortise", "mortise_1", "mortise__x", "令牌", "x" * 100_000, "mortise_1_a_b_c"]
)
def test_what_is_no_token_is_none(text: str) -> None:
    assert read_token(text) is None


def test_secrets_differ_and_only_their_digest_is_stored() -> None:
    secrets = {new_secret() for _ in range(50)} | {new_session_id() for _ in range(50)}

    assert len(secrets) == 100
    assert all(len(secret) >= 43 and len(digest(secret)) == 32 for secret in secrets)
    assert not any(secret.encode() in digest(secret) for secret in secrets)
