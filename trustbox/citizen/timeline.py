"""Timeline of an appeal as its sender reads it: steps and messages, nothing about who works on it."""

from django.utils.translation import gettext as _

from trustbox.journal.models.events import AppealEvent

Event = AppealEvent.Kind
OFFICE, SENDER, STEP = "office", "sender", "step"


def sender_timeline(appeal) -> list[dict]:
    """Lines {day, side, heading, text, files} in the order of the chain."""
    return [line for event in appeal.events.select_related("institution") if (line := timeline_line(event))]


def timeline_line(event) -> dict | None:
    """The line of an event; None for what concerns the office alone."""
    if event.kind not in TIMELINE_TEXTS:
        return None
    side, heading, text = TIMELINE_TEXTS[event.kind](event)
    return {
        "day": event.day,
        "side": side,
        "heading": heading,
        "text": text,
        "files": len(event.files.split()),
    }


TIMELINE_TEXTS = {
    Event.ASSIGNED: lambda event: (STEP, _("An official considers your appeal."), ""),
    Event.FORWARDED: lambda event: (
        STEP,
        _("Your appeal was forwarded to the competent body: %(institution)s.")
        % {"institution": event.institution},
        "",
    ),
    Event.EXTENDED: lambda event: (
        STEP,
        _("The head extended the term to %(day)s.") % {"day": f"{event.due_after:%d.%m.%Y}"},
        event.reason,
    ),
    Event.MOVED: lambda event: (
        STEP,
        _("The calendar of working days was changed; the term is now %(day)s.")
        % {"day": f"{event.due_after:%d.%m.%Y}"},
        event.text,
    ),
    Event.ENVELOPED: lambda event: (
        STEP,
        _("The envelope with your name has come; the reply goes to your address too."),
        "",
    ),
    Event.ANSWERED: lambda event: (
        OFFICE,
        _("Reply № %(number)s of %(day)s: %(result)s.")
        % {"number": event.number, "day": f"{event.date:%d.%m.%Y}", "result": event.get_result_display()},
        event.text,
    ),
    Event.CLOSED: lambda event: (
        STEP,
        _("Closed without a reply: %(ground)s.") % {"ground": event.get_ground_display()},
        event.text,
    ),
    Event.CANCELLED: lambda event: (STEP, _("The entry was cancelled as made by mistake."), event.reason),
    Event.ASKED: lambda event: (OFFICE, _("The office writes"), event.text),
    Event.HEARD: lambda event: (SENDER, _("You wrote"), event.text),
}
