"""How people are offered in a choice: with the posts they hold and where."""

from office.models.person import Appointment


def name_with_posts(field, organisation):
    """Let a choice of people say of each the posts and units of today: «Асанова Айгүл · Адис, Финансы»."""
    posts: dict[int, list[str]] = {}
    for row in Appointment.objects.of(organisation).today().select_related("unit"):
        words = ", ".join(filter(None, [row.post, str(row.unit or "")]))
        if words not in posts.setdefault(row.person_id, []):
            posts[row.person_id].append(words)
    field.label_from_instance = lambda person: " · ".join([str(person), *posts.get(person.pk, [])])
