"""A code on paper is read back however it is typed, and a slip of the pen shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lumbago.record.recovery_code import BITS, SIGNS, read_code, write_code

secrets = st.integers(0, 2**BITS - 1)


@given(secrets)
def test_a_code_is_read_back_in_any_case_and_spacing(secret: int) -> None:
    code = write_code(secret)
    assert read_code(code) == code
    assert read_code(f" {code.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("1", "l").replace("0", "O").replace("-", "")) == code


@given(secrets, st.data())
def test_one_wrong_sign_shows(secret: int, data: st.DataObject) -> None:
    signs = write_code(secret).replace("-", "")
    place = data.draw(st.integers(0, len(signs) - 1))
    other = data.draw(st.sampled_from([sign for sign in SIGNS if sign != signs[place]]))
    assert read_code(signs[:place] + other + signs[place + 1 :]) is None


@given(secrets, secrets)
def test_two_secrets_never_make_one_code(one: int, other: int) -> None:
    assert (write_code(one) == write_code(other)) is (one == other)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code
