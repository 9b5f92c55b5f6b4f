"""A process of the server that had names, keys or a citizen's words in its memory ends soon (SAFETY V-2)."""

import pytest

from config.application import leaves_words
from office.wall import sealed_box
from office.wall.clear_text import ClearText

PRIVATE, PUBLIC = sealed_box.new_keys()
SALT = sealed_box.new_salt()
PLACE = {"body": "dostuk", "label": "appeals/2026/1", "field": "name"}
SEALED = sealed_box.seal(PUBLIC, **PLACE, text="Айпери", salt=SALT)
LOCKED = sealed_box.lock_private_key(PRIVATE, "төрт сөз менен ачылат")
KEY, CLOSED = sealed_box.seal_file(b"photograph")
PAPER = sealed_box.key_to_paper(PRIVATE)


@pytest.fixture(autouse=True)
def nothing_yet(monkeypatch):
    monkeypatch.setattr(ClearText, "was_here", False)


def ask(path, method="GET"):
    return leaves_words({"PATH_INFO": path, "REQUEST_METHOD": method})


@pytest.mark.parametrize(
    "act",
    [
        lambda: sealed_box.lock_private_key(PRIVATE, "төрт сөз менен ачылат"),
        lambda: sealed_box.unlock_private_key(LOCKED, "төрт сөз менен ачылат"),
        lambda: sealed_box.key_from_paper(PAPER),
        lambda: sealed_box.seal(PUBLIC, **PLACE, text="Айпери", salt=SALT),
        lambda: sealed_box.unseal(PRIVATE, SEALED, **PLACE),
        lambda: sealed_box.seal_file(b"photograph"),
        lambda: sealed_box.open_file(KEY, CLOSED),
    ],
    ids=["lock", "unlock", "from paper", "seal", "unseal", "seal a file", "open a file"],
)
def test_whatever_opens_or_closes_the_vault_is_noted(act):
    assert not ask("/wall/1/")
    act()
    assert ask("/wall/1/")


def test_wrong_key_is_noted_as_well():
    with pytest.raises(sealed_box.WrongKey):
        sealed_box.unlock_private_key(LOCKED, "башка сөз")
    assert ask("/")


@pytest.mark.parametrize(
    "path, method, ends",
    [
        ("/open/dostuk/appeal/", "GET", True),
        ("/open/dostuk/appeal/write/", "POST", True),
        ("/open/plan/x/remark/", "POST", True),
        ("/open/survey/x/", "POST", True),
        ("/open/dostuk/", "GET", False),
        ("/risks/", "POST", False),
    ],
)
def test_process_ends_where_a_citizen_writes_or_asks_and_not_for_every_reader(path, method, ends):
    assert ask(path, method) is ends
