"""The papers of a monitoring by command: memo, notice, certificate, self-check."""

from monitoring import contexts
from monitoring.models.certificate import Result
from monitoring.models.monitoring import Monitoring
from monitoring.models.selfcheck import SelfCheck
from monitoring.papers import CERTIFICATE, MEMO, SELF_CHECK
from office.papers.row_papers import RowPaper

ROW_PAPERS = {
    MEMO.form: RowPaper(
        "Мониторингдин эскерткичи",
        lambda organisation: Monitoring.objects.of(organisation).order_by("-pk"),
        lambda monitoring, code: contexts.memo_context(monitoring),
    ),
    "monitoring/notice": RowPaper(
        "Мониторинг жүргүзүү жөнүндө билдирүү",
        lambda organisation: Monitoring.objects.of(organisation).order_by("-pk"),
        lambda monitoring, code: contexts.notice_context(monitoring),
    ),
    CERTIFICATE.form: RowPaper(
        "Мониторингдин маалымкаты",
        lambda organisation: Result.objects.of(organisation).order_by("-pk"),
        lambda result, code: contexts.certificate_context(result),
    ),
    SELF_CHECK.form: RowPaper(
        "Өзүн өзү текшерүү",
        lambda organisation: SelfCheck.objects.of(organisation).order_by("-pk"),
        lambda check, code: contexts.self_check_context(check),
    ),
}
