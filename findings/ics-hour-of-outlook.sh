#!/bin/sh
# ics.py moves a meeting at 10:00 of Outlook's Bishkek time to 16:00.
#
# One would guess that a time with TZID and the VTIMEZONE of that name in the same file, +06:00, is that hour, as it
# is for icalendar and vobject. ics knows only names of the IANA list; for «Central Asia Standard Time», which Windows
# and Outlook write for Bishkek, or any name of one's own, it takes the hour for UTC, and a VTIMEZONE in the file does
# not help. No error, no warning.
#
# Versions: ics 0.7.3; icalendar 7.3.2 and vobject 0.9.9 are right.
#
# It matters because invitations to hearings and sittings of a commission come from Outlook: the term that the
# register keeps is six hours late, still on the same day, so nobody doubts it.
. "$(dirname "$0")/lib/start"
packages ics==0.7.3 icalendar==7.3.2 vobject==0.9.9
python - <<'PY'
import datetime

import icalendar
import ics
import vobject
from seen import finish, seen

TEMPLATE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//finding//
BEGIN:VTIMEZONE
TZID:{zone}
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0600
TZOFFSETTO:+0600
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@example.kg
DTSTAMP:20261101T000000Z
DTSTART;TZID={zone}:20261201T100000
SUMMARY:Комиссиянын отуруму
END:VEVENT
END:VCALENDAR
"""
TEN = "2026-12-01T04:00+00:00"


def utc(moment):
    return moment.astimezone(datetime.UTC).isoformat(timespec="minutes")


for zone, came in (
    ("Central Asia Standard Time", "2026-12-01T10:00+00:00"),
    ("Бишкек", "2026-12-01T10:00+00:00"),
    ("Asia/Bishkek", TEN),
):
    text = TEMPLATE.format(zone=zone).replace("\n", "\r\n")
    seen(f"{zone}: ics", utc(ics.Calendar(text).events.pop().begin.datetime), guess=TEN, recorded=came)
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    seen(f"{zone}: icalendar", utc(event["DTSTART"].dt), guess=TEN, recorded=TEN)
    start = vobject.readOne(text).vevent.dtstart.value
    seen(f"{zone}: vobject", utc(start), guess=TEN, recorded=TEN)
finish()
PY
