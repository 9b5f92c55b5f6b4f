"""The demo's quarantine tray: five days ago somebody sent the same words again and again, and four people wrote among them."""

from datetime import timedelta

from django.utils import timezone

from office import clock
from office.acting import acting
from trustbox import tray
from trustbox.models import TrayLetter

FLOOD = "Баарыңар уурусуңар!!! Жоопко тартыласыңар {}"
HONEST = (
    "Үчүнчү көчөдө суу түтүгү жарылган, эки жумадан бери эч ким келбейт.",
    "Жайытты ижарага берүүдө тизме жарыяланган жок.",
    "Мектептин ашканасына азык-түлүк кайсы дүкөндөн алынарын билгибиз келет.",
    "Жер салыгын эки жолу төлөттү, дүмүрчөгү колумда.",
)


def load(village, people):
    """Two of the honest letters stand in the journal, most of the flood is set aside; the rest waits for the clerk."""
    clerk, day = people["clerk"], timezone.localdate() - timedelta(days=5)
    with clock.on(day), acting(None):
        for place in range(24):
            tray.hold(village, kind="complaint", text=FLOOD.format("!" * place))
            if place % 6 == 5:
                tray.hold(village, kind="complaint", text=HONEST[place // 6])
    rows = TrayLetter.objects.of(village)
    with clock.on(day + timedelta(days=1)), acting(clerk):
        tray.take_over(rows.filter(number__in=[1, 7, 14]), by=clerk)
        flood = rows.filter(likeness=tray.likeness(FLOOD.format("")), number__lte=20)
        tray.set_aside(
            flood,
            by=clerk,
            ground="same",
            text="Ошол эле сөздөр, биринчиси журналга алынды; ага жооп берилет.",
        )
