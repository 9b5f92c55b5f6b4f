"""An approved measure names its executors as its paper does; plans approved so far take them from there, those
approved on paper as they are called now.
"""

import json

from django.db import connection, migrations, models

KEY = "id"


def write_approved_executors(apps, schema_editor):
    if connection.vendor == "postgresql":
        schema_editor.execute("SELECT set_config('app.bodies', '*', true)")
    get = apps.get_model
    for plan in get("plans", "Plan")._base_manager.filter(edition=None).iterator():
        editions = get("plans", "PlanEdition")._base_manager.filter(plan=plan)
        if editions.filter(works_in_plan=True).exclude(state="ordered").exists():
            continue  # still worked on in the plan itself
        registered = editions.filter(annex__order__number__gt="").order_by("-annex__order__date", "-number")
        approving = registered.first()
        if approving is None and plan.paper_date is None:
            continue
        printed = words_of_paper(get, approving) if approving else {}
        for measure in get("plans", "Measure")._base_manager.filter(plan=plan, task__isnull=False):
            measure.approved_executors = printed.get(str(measure.pk)) or present_words(get, measure)
            measure.save(update_fields=["approved_executors"])


def words_of_paper(get, edition):
    paper = get("office", "Paper")._base_manager.filter(annex=edition.annex_id).order_by("stage", "pk").last()
    table = json.loads(paper.data)["table"] if paper else {"groups": []}
    rows = [row for group in table["groups"] for row in group["rows"]]
    return {row[KEY]: row["executors"] for row in rows if KEY in row}


def present_words(get, measure):
    if measure.executors_text:
        return measure.executors_text
    rows = get("plans", "Executor")._base_manager.filter(measure=measure, printed=True).order_by("position", "pk")
    named = [row.post or row.body for row in rows]
    words = [one.name_ky if one else row.words for one, row in zip(named, rows, strict=True)]
    text = ", ".join(dict.fromkeys(filter(None, words)))
    return f"{text} (биргеликте)" if text and measure.joint else text


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_people_beside_the_paper"),
        ("office", "0016_clock_repairs"),
        ("positions", "0004_reasons_and_second_person"),
    ]
    operations = [
        migrations.AddField("measure", "approved_executors", models.TextField(blank=True, editable=False, default="")),
        migrations.AlterField("measure", "approved_executors", models.TextField(blank=True, editable=False)),
        migrations.RunPython(write_approved_executors, migrations.RunPython.noop),
    ]
