"""The first minute of an empty install."""

import pytest
from django.core.management import CommandError, call_command

from office.models.organisation import Organisation
from office.roles import Act, may

ANSWERS = {
    "code": "dostuk",
    "kind": "village",
    "name": "Достук айыл өкмөтү",
    "place": "Пахта-Дөбө айылы",
    "login": "admin",
    "surname": "Абдылдаев",
    "given": "Тимур",
}


@pytest.fixture
def password(tmp_path):
    file = tmp_path / "password"
    file.write_text("кызыл-алма-бакта\n")
    return file


def test_administrator_of_the_first_body_signs_in_and_enters_the_rest(db, client, password):
    call_command("begin", **ANSWERS, password_file=password)
    assert client.login(username="admin", password="кызыл-алма-бакта")
    assert client.get("/people/new/").status_code == 200
    body = Organisation.objects.get()
    person = body.appointments.get().person
    assert may(person, Act.MANAGE, body) and not may(person, Act.JOURNAL, body)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"kind": "castle"}, "kind"), ({"code": "Достук!"}, "code"), ({"login": "a b"}, "username")],
)
def test_what_no_form_takes_is_refused_with_its_name_and_nothing_is_entered(db, password, wrong, said):
    with pytest.raises(CommandError, match=said):
        call_command("begin", **ANSWERS | wrong, password_file=password)
    assert not Organisation.objects.exists()


def test_short_password_is_refused(db, tmp_path):
    (tmp_path / "password").write_text("12345\n")
    with pytest.raises(CommandError):
        call_command("begin", **ANSWERS, password_file=tmp_path / "password")
    assert not Organisation.objects.exists()


def test_the_same_body_does_not_begin_twice(db, password):
    call_command("begin", **ANSWERS, password_file=password)
    with pytest.raises(CommandError, match="code"):
        call_command("begin", **ANSWERS | {"login": "other"}, password_file=password)
    assert Organisation.objects.count() == 1


def test_without_a_terminal_it_says_what_is_missing(db, password):
    with pytest.raises(CommandError, match="--surname"):
        call_command("begin", **ANSWERS | {"surname": None}, password_file=password)
