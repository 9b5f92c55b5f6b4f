"""Chains of records: what is sealed proves itself, and what was changed is named."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import override_settings

from office.database import chain

KEY = b"k" * 32
OTHER = b"o" * 32
NAME = "trustbox/appeals/dostuk/2026"
COLUMNS = {
    "previous": chain.BEGINNING,
    "number": 1,
    "received_on": date(2026, 11, 20),
    "anonymous": True,
    "text": "Жер үлүшү жөнүндө",
    "opening_id": None,
}


@pytest.fixture
def sealed():
    return chain.seal(NAME, COLUMNS, KEY)


def test_bytes_of_a_content_are_these():
    content = {"b": [True, None], "а": date(2026, 1, 2), "a": 7}
    assert (
        chain.canonical_bytes("d", content) == b'\x01\x00\x01d{"a":7,"b":[true,null],"\xd0\xb0":"2026-01-02"}'
    )


def test_tag_and_content_never_run_together():
    assert chain.canonical_bytes("ab", "") != chain.canonical_bytes("a", "b")


@pytest.mark.parametrize("value", [1.5, {1, 2}, b"x"])
def test_value_without_a_single_form_is_refused(value):
    with pytest.raises(TypeError):
        chain.canonical_bytes("d", [value])


def test_whole_record_has_no_fault(sealed):
    assert chain.record_faults(NAME, COLUMNS, sealed, KEY) == []


@pytest.mark.parametrize("column", COLUMNS)
def test_changed_column_is_named(column, sealed):
    assert chain.record_faults(NAME, COLUMNS | {column: "башка"}, sealed, KEY) == [column]


@pytest.mark.parametrize(
    ("part", "value"),
    [("salt", "0" * 64), ("salt", "no salt"), ("leaves", {}), ("hash", "0" * 64), ("mac", "0" * 64)],
)
def test_changed_part_of_the_seal_is_named(part, value, sealed):
    assert part in chain.record_faults(NAME, COLUMNS, replace(sealed, **{part: value}), KEY)


def test_one_changed_leaf_is_named_as_such(sealed):
    bent = replace(sealed, leaves=sealed.leaves | {"number": "0" * 64})
    assert chain.record_faults(NAME, COLUMNS, bent, KEY) == ["leaves"]


def test_chain_made_anew_without_the_key_is_seen_by_its_seal():
    assert chain.record_faults(NAME, COLUMNS, chain.seal(NAME, COLUMNS, OTHER), KEY) == ["mac"]


def test_record_of_another_chain_is_no_record_of_this_one(sealed):
    assert chain.record_faults("trustbox/appeals/birdik/2026", COLUMNS, sealed, KEY) != []


def test_same_columns_are_never_sealed_alike(sealed):
    again = chain.seal(NAME, COLUMNS, KEY)
    assert not set(again.leaves.values()) & set(sealed.leaves.values())


def test_column_is_proved_alone_by_its_own_salt(sealed):
    shown = chain.column_salt(sealed.salt, "number")
    assert chain.keyed_hash(shown, chain.canonical_bytes("leaf", 1)) == sealed.leaves["number"]
    assert chain.keyed_hash(shown, chain.canonical_bytes("leaf", True)) != sealed.leaves["anonymous"]


def test_keys_of_two_purposes_differ():
    assert chain.chain_key("appeals") != chain.chain_key("codes")


def test_nothing_is_sealed_without_a_key():
    with override_settings(CHAIN_KEY=""), pytest.raises(LookupError):
        chain.chain_key("appeals")


def test_short_head_is_four_groups_of_four():
    assert chain.short_head("7f3a09bc" * 8) == "7F3A-09BC-7F3A-09BC"


def test_pairs_stand_by_the_length_and_then_the_letters_of_their_names():
    """Both engines keep the text of a JSON object so."""
    pairs = {"bb": 1, "c": 2, "aa": 3, "a": 4, "aaa": 5}
    assert list(chain.sort_by_name(pairs).items()) == [("a", 4), ("c", 2), ("aa", 3), ("bb", 1), ("aaa", 5)]


def test_salt_has_256_bits_and_the_first_record_follows_64_zeros(sealed):
    assert (len(sealed.salt), chain.BEGINNING) == (64, "0" * 64)
