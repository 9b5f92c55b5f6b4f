"""Checks before the head's order: one finding a rule, with its places."""

from office.registers.workflow import Refused

MAX_PLACES = 50  # places named under one check; the rest is behind its link


def make_finding(text, rows, url, blocks):
    """One check over the rows that fail it: `{text, url, blocks, rows, more}`; None when none does.

    `rows` in the answer are the places, `{text, url}`, at most MAX_PLACES of them; `more` is how many are not
    named.
    """
    count = len(rows) if isinstance(rows, list) else rows.count()
    if not count:
        return None
    return {
        "text": text % {"n": count},
        "url": url,
        "blocks": blocks,
        "rows": [{"text": str(row), "url": row.get_absolute_url()} for row in rows[:MAX_PLACES]],
        "more": max(count - MAX_PLACES, 0),
    }


def gather_findings(rules, *, nothing=None):
    """The findings of these rules in their order, those of rules that no row fails left out; `nothing`, the
    finding of an empty list, first.

    A rule is (text with %(n)s, rows that fail it, address, whether it stops the order).
    """
    found = [make_finding(*rule) for rule in rules]
    return [*filter(None, [nothing, *found])]


def empty_list_finding(text, url):
    """The check of a list without a row."""
    return {"text": text, "url": url, "blocks": True, "rows": [], "more": 0}


def refuse_if_blocked(checks):
    """Raise Refused with the sentences of the checks that stop the order and the places each of them names,
    if there are any.
    """
    if blocks := [check for check in checks if check["blocks"]]:
        raise Refused(" ".join(finding_text(check) for check in blocks))


def finding_text(check):
    """A check as one sentence with its places: «High risks without a measure: 2. First · Second · …»."""
    places = [str(row["text"]) for row in check["rows"]]
    return " ".join([str(check["text"]), " · ".join([*places, *(["…"] if check["more"] else [])])]).strip()
