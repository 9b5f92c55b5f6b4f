"""The act of transfer as a paper: `./portal manage paper office/transfer --organisation CODE -o act.pdf`."""

from django.utils import timezone

from office.database.chain import short_head
from office.handover.models import BodyTransfer
from office.kyrgyz import date_words, genitive, short_date
from office.papers.row_papers import RowPaper


def act_context(transfer: BodyTransfer, code="") -> dict:
    """A paper of words and facts, for `print/document.html`."""
    organisation, moment = transfer.organisation, timezone.localtime(transfer.exported)
    key = (
        "Мөөр ачкычы ошол эле, чынжыр улантылды."
        if transfer.own_key
        else "Чынжыр кабыл алган порталдын өз ачкычы менен улантылды; мурунку бөлүгү мурда берилген баштары "
        "менен далилденет."
    )
    return {
        "title": f"{genitive(organisation.name_ky)}\nМААЛЫМАТЫН ӨТКӨРҮП БЕРҮҮ\nАКТЫСЫ № {transfer.number}",
        "date": date_words(transfer.day),
        "place": organisation.place_ky,
        "parts": [
            {
                "text": "Биз, төмөндө кол койгондор, органдын Ачык порталындагы маалыматы папка түрүндө "
                "өткөрүлүп берилгени жана кабыл алынганы жөнүндө ушул актыны түздүк."
            },
            {
                "facts": [
                    ["Орган, коду", f"{organisation.name_ky}, {organisation.code}"],
                    ["Көчүрүлгөн учуру", f"{short_date(moment.date())} {moment:%H:%M}"],
                    ["Саптар, файлдар", f"{transfer.rows}, {transfer.files}"],
                    ["manifest.json файлынын SHA-256 суммасы", transfer.manifest_sha256],
                    ["Чынжырдын узундугу жана башы", f"{transfer.length} · {short_head(transfer.head)}"],
                ]
            },
            {"text": "Ар бир файлдын SHA-256 суммасы жана чынжыр кабыл алууда текшерилди, туура чыкты."},
            {"text": key},
            {"text": "Чынжыр ачкычы, сырсөздөр жана кирүү каражаттары өткөрүлгөн жок."},
        ],
        "signatures": [
            {"post": "Өткөрүп берди", "name": transfer.giver},
            {"post": "Кабыл алды", "name": transfer.receiver},
        ],
    }


ROW_PAPERS = {
    "office/transfer": RowPaper(
        "Маалыматты өткөрүп берүү актысы",
        lambda organisation: BodyTransfer.objects.of(organisation).order_by("-pk"),
        act_context,
    )
}
