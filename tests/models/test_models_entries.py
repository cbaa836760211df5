"""Entries keep their bytes and bind their state; folding finds names however they were typed."""

import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import entry as entries
from app.models.folding import fold, nfc, sort_key

HEAD = {
    "kind": "person",
    "record": "r",
    "owner": "o",
    "author": "o",
    "revision": 1,
    "deed": "d",
    "what": "person.add",
    "by": "Bí thư",
    "at": "2025-11-17T00:00:00.000000Z",
}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
LETTERS = "aăâeêioôơuưyđbcdghklmnpqrstvxAĂÂEÊIOÔƠUƯYĐ"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
WORDS = st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(TONES)), min_size=1, max_size=7).map(
    lambda parts: "".join(letter + tone for letter, tone in parts)
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@given(st.dictionaries(st.text(), VALUES))
def test_an_entry_read_back_is_the_same_to_the_byte(state):
    made = entries.make(state, **HEAD)
    again = entries.read_line(made.line())
    assert (again.hash, again.head, again.state_bytes) == (made.hash, made.head, made.state_bytes)
    assert again.state() == state
    assert again.line() == made.line()


@given(st.dictionaries(st.text(), VALUES), st.dictionaries(st.text(), VALUES))
def test_another_state_does_not_pass_for_it(state, other):
    made = entries.make(state, **HEAD)
    if entries.canonical(state) != entries.canonical(other):
        with pytest.raises(ValueError, match="digest"):
            entries.read(made.head_bytes, entries.canonical(other))


def test_an_erased_state_leaves_the_hash():
    made = entries.make({"name": "Trần Đức"}, **HEAD)
    erased = entries.read(made.head_bytes, None)
    assert erased.hash == made.hash
    assert erased.state() == {}
    assert "Đức" not in erased.line().decode()


def test_two_entries_of_one_state_have_nothing_in_common_to_guess_it_by():
    one, two = (entries.make({"sex": "male"}, **HEAD) for _turn in range(2))
    assert one.head.digest != two.head.digest


@pytest.mark.parametrize("line", [b"", b"[]", b"[{},{}]", b"{}", b'[{"kind":1},{}]', b"\xff"])
def test_bytes_that_are_no_entry_are_a_value_error(line):
    with pytest.raises(ValueError):
        entries.read_line(line)


def test_a_field_of_a_newer_program_stays_in_the_bytes():
    made = entries.make({"name": "A", "later": {"x": [1]}}, **HEAD)
    assert msgspec.json.decode(made.state_bytes)["later"] == {"x": [1]}


@given(NAMES)
def test_typed_without_accents_a_name_is_found(name):
    plain = fold(name)
    assert plain.isascii()
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, name)) == plain
    assert fold(name.upper()) == plain
    assert fold(f"  {name} ") == plain


@given(NAMES)
def test_text_is_composed_and_trimmed_once_and_for_all(name):
    assert nfc(nfc(name)) == nfc(name) == unicodedata.normalize("NFC", nfc(name))


def test_names_sort_by_given_name_in_vietnamese_order():
    names = ["Lê Văn Đạt", "Trần Dũng", "Ngô Ân", "Ngô An", "Bùi Ánh", "Bùi Anh", "Vũ Ất", "Hà Đào", "Đỗ Yến"]
    assert sorted(names, key=sort_key) == [
        "Ngô An",
        "Bùi Anh",
        "Bùi Ánh",
        "Ngô Ân",
        "Vũ Ất",
        "Trần Dũng",
        "Hà Đào",
        "Lê Văn Đạt",
        "Đỗ Yến",
    ]


@given(NAMES, NAMES)
def test_sorting_does_not_depend_on_how_letters_are_composed(one, two):
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(unicodedata.normalize("NFC", one))
    assert (sort_key(one) < sort_key(two)) == (sort_key(nfc(one)) < sort_key(nfc(two)))
