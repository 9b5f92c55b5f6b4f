"""What «My day» must show: the lines of every source, each run by itself."""

from itertools import chain

from config.views import MY_DAY_SOURCES, group_by_urgency
from office.database.actor import act_as, reach_of
from office.models.person import Person


def check_my_day(context):
    """«My day» shows what its sources say when each of them is run."""
    if "groups" not in context:
        return
    person, organisation = context["user"], context["request"].organisation
    with act_as(None):
        person = Person.objects.get(pk=person.pk)
        reach = reach_of(person)
    with act_as(person, reach):
        alone = [line for source in MY_DAY_SOURCES for line in source.lines(person, organisation)]
    assert lines_of(context["groups"]) == lines_of(group_by_urgency(alone))


def lines_of(groups):
    return list(chain.from_iterable(group["lines"] for group in groups))
