"""How people are offered in a choice: with the posts they hold and where."""

import re

from office.kyrgyz import fold
from office.models.person import Appointment, Person


def name_with_posts(field, organisation):
    """Let a choice of people say of each the posts and units of today: «Асанова Айгүл · Адис, Финансы»."""
    posts: dict[int, list[str]] = {}
    for row in Appointment.objects.of(organisation).today().select_related("unit"):
        words = ", ".join(filter(None, [row.post, str(row.unit or "")]))
        if words not in posts.setdefault(row.person_id, []):
            posts[row.person_id].append(words)
    field.label_from_instance = lambda person: " · ".join([str(person), *posts.get(person.pk, [])])


def people_named_in(text, organisation) -> list[Person]:
    """The people appointed at the body today whose surname stands in the text, in any case of it."""
    words = set(re.findall(r"[^\W\d_]+", fold(text)))
    here = Appointment.objects.of(organisation).today().values("person")
    return [
        person
        for person in Person.objects.filter(pk__in=here)
        if any(is_form_of(word, fold(person.surname)) for word in words)
    ]


LONGEST_ENDING = 6  # letters of a case with a possessive: «-ларынан»


def is_form_of(word, surname) -> bool:
    """Whether a folded word is the folded surname with an ending, or without one."""
    return word.startswith(surname) and len(word) - len(surname) <= LONGEST_ENDING
