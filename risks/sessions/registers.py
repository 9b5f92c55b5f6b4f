from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from risks.sessions import pages as sessions_pages
from risks.sessions.models import Matter, Opinion, Session

sessions = Register(
    model=Session,
    space="sessions",
    title=_("Sittings of the working group"),
    new=_("Begin to score"),
    columns=("held_on", "meeting", "state"),
    pages=("register", "record", "create", "move"),
    form=sessions_pages.SessionForm,
    record_template="risks/session_detail.html",
    record_extra=sessions_pages.session_context,
    empty=_("No sitting yet. The members score each risk apart, then the group agrees."),
)
opinions = Register(
    model=Opinion,
    space="opinions",
    title=_("My scores"),
    new=_("My score"),
    pages=("create", "edit"),
    parent="matter",
    form=sessions_pages.OpinionForm,
    write=Act.READ,
    keeps=sessions_pages.may_correct_opinion,
    form_template="risks/opinion_form.html",
)
matters = Register(
    model=Matter,
    space="matters",
    title=_("Agreed scores"),
    pages=("edit",),
    parent="session",
    form=sessions_pages.AgreedScoresForm,
    write=Act.READ,
    keeps=sessions_pages.may_agree_scores,
    form_template="risks/matter_form.html",
)
