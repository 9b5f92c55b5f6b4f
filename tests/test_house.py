"""The rules of the house, read off the code, the database and the files.

An exception stands here with its reason, or not at all.
"""

import ast
import inspect
import re
import subprocess
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.core import validators
from django.db import connection, models
from django.forms import ModelForm
from django.template.loader import get_template
from django.urls import get_resolver

from config import translations
from office.database.owned import OwnedQuerySet
from office.database.search_index import index_name, searchable_models
from office.database.triggers import PREFIX, is_audited, is_owned, model_guards, short_digest, table_models
from office.papers.official import template_of
from office.registers.forms import MoveForm, OnceForm, PortalForm
from office.registers.workflow import Workflow
from office.registries import FORMS
from tests import make

ROOT = Path(__file__).resolve().parent.parent
APPS = sorted(
    app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT and app.label != "config"
)
CODE = [
    path
    for app in (*APPS, "config")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OUR_MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS and not model._meta.proxy]
WORKFLOWS = [model for model in OUR_MODELS if issubclass(model, Workflow)]


def name(path):
    return str(path.relative_to(ROOT))


def nodes(path, *kinds):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)]


# --- Arrows ------------------------------------------------------------------------------------------------

MAY_IMPORT = {
    "office": set(),
    "positions": {"office"},
    "risks": {"office", "positions"},
    "plans": {"office", "positions", "risks"},
    "trustbox": {"office"},  # an island: confidentiality is visible in the arrows
    "monitoring": {"office"},
    "standards": {"office", "positions", "risks"},
}


def imported(path):
    """First words of what a file imports, wherever in the file the import stands."""
    for node in nodes(path, ast.Import, ast.ImportFrom):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        assert not getattr(node, "level", 0), f"{name(path)}: relative import"
        yield from (full.partition(".")[0] for full in names)


def test_every_app_has_its_arrows():
    assert set(MAY_IMPORT) == set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_app_imports_only_along_the_arrows(app):
    ours = {*APPS, "config", "tests"} - {app}
    found = {word for path in sorted((ROOT / app).rglob("*.py")) for word in imported(path)} & ours
    assert found <= MAY_IMPORT[app]


def test_foreign_keys_follow_the_arrows():
    up = [
        f"{model.__name__}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.concrete_fields
        if field.is_relation
        and (there := field.related_model._meta.app_label) in APPS
        and there not in MAY_IMPORT[model._meta.app_label] | {model._meta.app_label}
    ]
    assert up == []


@pytest.mark.parametrize("app", APPS)
def test_app_has_its_line_on_the_map(app):
    assert f"- **{app}**" in (ROOT / "docs/map.md").read_text()


# --- Tables ------------------------------------------------------------------------------------------------


def bodiless(found):
    """Tables whose rows belong to no body: no scope narrows them."""
    return {model._meta.label for model in found if not is_owned(model)}


def unscoped_managers(model):
    """What lets rows of a body be asked for without saying whose."""
    rows = model.objects.all()
    if not isinstance(rows, OwnedQuerySet) or not rows.query.guarded:
        yield "objects"
    if model._meta.get_field("organisation").null:
        yield "organisation"


def test_every_table_of_ours_belongs_to_a_body_or_says_why_not():
    assert bodiless(OUR_MODELS) == {
        "monitoring.Band",  # the act's table
        "monitoring.CriteriaSet",  # the act's table
        "monitoring.Criterion",  # the act's table
        "monitoring.Heading",  # the act's table
        "monitoring.Indicator",  # the act's list
        "office.Acting",  # one row for the triggers
        "office.BodyExport",  # an export must not stand in the next one
        "office.ClockRepair",  # the clock of the machine
        "office.CalendarDay",  # the state's calendar
        "office.Change",  # the audit of every body; read of a record one may see
        "office.FormLayout",  # the looks of official forms, by kind of body
        "office.LegalAct",  # the law
        "office.LegalValue",  # the law
        "office.Organisation",  # the bodies themselves
        "office.Provision",  # the law
        "office.Person",  # appointed at several bodies
        "office.Seal",  # commitments alone; the chain of every body, and one of what belongs to none
        "office.SealBook",  # their ends
        "office.SignInCode",  # by person, who is appointed at several bodies
        "office.Submission",  # forms taken once, by person
        "risks.Band",  # the act's table
        "risks.CatalogueEntry",  # the act's table
        "risks.FunctionKind",  # the act's table
        "risks.Indicator",  # the act's list
        "risks.Method",  # the act's table
        "standards.Factor",  # factors of drafts, the same for every body
        "standards.Kin",  # the law's list of close relationships
    }


@pytest.mark.parametrize("model", make.owned_models(), ids=lambda model: model.__name__)
def test_owned_table_is_guarded_by_its_managers(model):
    assert list(unscoped_managers(model)) == []
    assert model._default_manager.all().query.guarded is False  # Django's own questions


def triggers_there():
    sql = {
        "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": (
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND "
            "tgenabled = 'O'"
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {(table.strip('"'), trigger) for table, trigger in cursor.fetchall()}


def triggers_wanted(model):
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        audit = [f"{PREFIX}audit"]
        guarded = [f"{PREFIX}{short_digest(table, guard.event, guard.name)}" for guard in model_guards(model)]
    else:
        audit = [f"{PREFIX}{table}_audit_{event}" for event in ("insert", "update", "delete")]
        guarded = [f"{PREFIX}{table}_{guard.event.lower()}_{guard.name}" for guard in model_guards(model)]
    searched = ("row", "change") if connection.vendor == "postgresql" else ("insert", "update", "delete")
    index = [f"{index_name(model)}_{name}" for name in searched] if model in searchable_models() else []
    return {(table, trigger) for trigger in (audit if is_audited(model) else []) + guarded + index}


def test_database_has_the_triggers_of_every_table_and_no_others(db):
    assert triggers_there() == {pair for model in table_models() for pair in triggers_wanted(model)}


def test_every_owned_table_is_audited():
    # The audit knows the second: that would be a trace of who answered a survey, who sent an appeal. These
    # rows are never changed.
    assert {model.__name__ for model in table_models() if is_owned(model) and not is_audited(model)} == {
        "Reply",
        "SurveySlip",  # its row goes with an answer
        "AnswerOpinion",  # when somebody read a reply
        "Wall",
        "Identity",
        "StoredFile",
        "Report",  # who wrote it is nowhere named; guards keep its words
        "SealedFile",
        "WaitingFile",  # of a citizen too
        # The books prove themselves by their chain; a copy of their words would stand outside the wall
        # (SAFETY P-4, D-16).
        "Book",
        "Appeal",
        "AppealEvent",
        "AppealFile",
        "TrayDecision",
        "TrayLetter",
        "Remark",  # who sent a remark on a plan
    }


def test_tables_without_an_audit_are_these():
    assert {model.__name__ for model in table_models() if not is_audited(model)} == {
        "Change",
        "Acting",
        "Submission",
        "StoredFile",
        "Reply",
        "SurveySlip",  # its row goes with an answer
        "AnswerOpinion",  # when somebody read a reply
        "Wall",
        "Identity",
        "Report",  # who wrote it is nowhere named; guards keep its words
        "SealedFile",
        "WaitingFile",
        "Seal",  # the chain is itself the proof
        "SealBook",
        "Book",
        "Appeal",
        "AppealEvent",
        "AppealFile",
        "TrayDecision",
        "TrayLetter",
        "Remark",
    }


# What happened on a day without a person beside it: the audit names who entered it.
WITHOUT_A_PERSON = {
    "Appeal.received_on": "the day the appeal came; who sent it stays behind the wall",
    "Appeal.registered_on": "goes with keeper, who is nobody for what a citizen sends",
    "Appeal.due_on": "counted by the portal",
    "Appeal.named_on": "the day the envelope came; its event says who entered it",
    "TrayLetter.received_on": "the day the letter came; who sent it stays behind the wall",
    "Box.set_up_on": "a fact of the office, entered by the clerk",
    "Opening.entered_on": "entered by whom `opened_by` names",
    "Box.removed_on": "a fact of the office, entered by the clerk",
    "Change.at": "the audit itself",
    "SealBook.begun_on": "the portal began the chain by itself",
    "RestoredBook.copied_on": "the backup says it",
    "ClockRepair.accepted_on": "the command of the operator",
    "RestoredBook.restored_on": "the command of the operator",
    "RestoredBook.answered_on": "the audit names who answered; nobody for a command",
    "MediaReport.published_on": "the day of the newspaper; the audit knows who entered it",
    "Commission.formed_on": "the order names who formed it",
    "Commission.dissolved_on": "a fact of the office, entered by the clerk",
    "Seat.left_on": "a fact of the office, entered by the clerk",
    "Meeting.held_on": "a fact of the office, entered by the clerk",
    "Order.ended_on": "goes with end_ground: constraint ended_order_has_day_and_ground",
    "Organisation.merged_on": "goes with merged_into: constraint merged_body_has_successor_and_day",
    "Reception.ended_on": "a fact of the office, entered by the clerk",
    "Unit.closed_on": "a fact of the office, entered by the clerk",
    "Risk.dropped_on": "goes with drop_ground: constraint dropped_risk_has_day_and_ground",
    "Assessment.assessed_on": "the working group assesses; agreed_by answers for it",
    "Post.closed_on": "a fact of the office, entered by the clerk",
    "Exposure.dropped_on": "goes with drop_ground: constraint dropped_post_has_day_and_ground",
    "Sign.dropped_on": "a fact of the office, entered by the clerk",
    "Survey.opened_on": "goes with the state: constraint survey_has_the_days_of_its_state",
    "Survey.closed_on": "goes with the state: constraint survey_has_the_days_of_its_state",
    "Finding.found_on": "the day of the material, not of its entry",
    "Edition.begun_on": "only minutes not older than it are its proof; the audit knows who began it",
    "PositionEdition.begun_on": "only minutes not older than it are its proof; the audit knows who began it",
    "PlanEdition.begun_on": "only minutes not older than it are its proof; the audit knows who began it",
    "Submission.at": "the row has its person",
    "Disclosure.requested_on": "the day on the paper; entered_by answers for it",
    "Erasure.requested_on": "the day on the paper; entered_by answers for it",
    "Disclosure.expires_on": "the day until which the paper holds; entered_by answers for it",
    "Letter.written_at": "the portal writes it",
    "Letter.taken_at": "the portal sends it",
    "Letter.sent_at": "the portal sends it",
    # What an employee told: the author gives it, the term is counted from that day.
    **{
        f"{model}.{day}": reason
        for model in ("Conflict", "Relative", "Gift", "Declaration", "Report")
        for day, reason in (("given_on", "the author gives it"), ("due_on", "counted from given_on"))
    },
    "Conflict.arose_on": "a fact the author tells",
    "DraftAct.received_on": "the number names who registered it",
    "Report.happened_on": "a fact the author tells",
    "Gift.happened_on": "a fact the author tells",
    "Declaration.filed_on": "the filer files it",
}


def test_every_day_or_time_has_its_person_or_a_reason():
    lonely = {
        f"{model.__name__}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.concrete_fields
        if re.search(r"(^|_)(at|on)$", field.name)
        and not any(
            other.name == re.sub(r"(at|on)$", "by", field.name) for other in model._meta.concrete_fields
        )
    }
    assert lonely == set(WITHOUT_A_PERSON)


def fields_of(condition):
    """Names of the fields a Q is about."""
    for child in condition.children:
        yield from fields_of(child) if isinstance(child, models.Q) else [child[0].partition("__")[0]]


def test_day_and_person_are_both_there_or_neither():
    apart = []
    for model in OUR_MODELS:
        fields = {field.name: field for field in model._meta.concrete_fields}
        tied = [
            set(fields_of(c.condition))
            for c in model._meta.constraints
            if isinstance(c, models.CheckConstraint)
        ]
        for by in (field for field in fields.values() if field.name.endswith("_by")):
            pairs = {fields.get(by.name[:-2] + end) for end in ("at", "on")} - {None}
            always = not by.null and all(not pair.null for pair in pairs)
            if not pairs or not (
                always or all(any({by.name, pair.name} <= names for names in tied) for pair in pairs)
            ):
                apart.append(f"{model.__name__}.{by.name}")
    assert apart == []


def test_rules_of_the_database_are_named_as_sentences():
    named = {c.name for model in OUR_MODELS for c in model._meta.constraints}
    named |= {guard.name for model in table_models() for guard in model_guards(model)}
    assert [word for word in sorted(named) if not re.fullmatch(r"[a-z]+(_[a-z]+){2,}", word)] == []


def test_rows_are_protected_or_a_comment_says_why():
    bare = []
    for path in CODE:
        lines = path.read_text().splitlines()
        for node in nodes(path, ast.Attribute):
            if node.attr in ("CASCADE", "SET_NULL", "DO_NOTHING", "SET_DEFAULT"):
                near = "\n".join(lines[node.lineno - 1 : node.lineno + 2])
                bare += [] if "#" in near else [f"{name(path)}:{node.lineno}"]
    assert bare == []


# --- Doors -------------------------------------------------------------------------------------------------


def written_states():
    """(file, how) wherever code writes a state of a row."""
    for path in CODE:
        for node in nodes(path, ast.Assign, ast.AugAssign, ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            flat = [
                part
                for target in targets
                for part in (target.elts if isinstance(target, ast.Tuple) else [target])
            ]
            if any(isinstance(part, ast.Attribute) and part.attr == "state" for part in flat):
                yield name(path), "="
        for call in nodes(path, ast.Call):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if called in ("update", "bulk_update") and any(word.arg == "state" for word in call.keywords):
                yield name(path), "update"
            if called == "setattr" and len(call.args) > 1 and getattr(call.args[1], "value", "") == "state":
                yield name(path), "setattr"


def test_state_is_written_by_the_one_door():
    assert set(written_states()) == {
        ("office/registers/workflow.py", "="),
        # `on_detach` lets go of the annex inside the move, with the state that the move has set.
        ("office/lists/models.py", "update"),
        # A copy that is read and never saved: the row as it stood on a day.
        ("plans/progress/past.py", "="),
    }


LOCKED = "locks the very row that was found by scope"
UNSCOPED = {
    ("office/registers/workflow.py", 1): LOCKED,
    ("office/registers/rows.py", 1): LOCKED,
    ("office/actions.py", 2): LOCKED,
    ("office/papers/scans.py", 1): LOCKED,
    (
        "risks/models/method.py",
        1,
    ): "whether any body has made a sheet under a method: the method belongs to all",
    ("risks/method/forms.py", 1): "whether any body has a sheet after the end of a method",
    ("office/papers/print_marks.py", 2): "the check page: whoever holds the token of a printed paper",
    ("trustbox/journal/actions.py", 1): "the clock is one: the last entry of every body",
    ("office/seals/proofs.py", 1): "the proof asks at which body a row stands that was taken from its own",
    ("office/letters.py", 3): "the timer sends the letters of every body, the status counts them",
    ("office/operations/dead_rows.py", 2): "the status counts what was removed in every body; no row is read",
    (
        "office/registers/history.py",
        1,
    ): "names of rows that a record found by scope points to: they are of its body",
    ("office/lists/models.py", 3): "subqueries under the editions and plans the person sees",
    ("office/papers/frozen.py", 1): "a subquery under the orders the person sees",
    ("office/wall/models/wall.py", 1): "a subquery under the matters the person sees",
    ("office/models/person.py", 1): "a subquery under the bodies the person sees",
    ("office/meetings/forms.py", 1): "none(): the form sets the rows of its commission",
    ("office/lists/forms.py", 1): "none(): the form sets the rows of its body",
    ("risks/forms.py", 1): "none(): the form sets the rows of its body",
    ("positions/forms.py", 2): "none(): the form sets the rows of its body",
    ("plans/models/measure.py", 5): "subqueries under the measures the person sees",
    ("standards/notices/forms.py", 1): "none(): the form sets the rows of its body",
    ("positions/models/posts.py", 1): "a subquery under the posts the person sees",
    ("monitoring/models/member_score.py", 1): "a subquery under the scores the person sees",
}


def test_rows_without_a_scope_are_asked_for_only_where_the_reason_stands():
    found = {}
    for path in CODE:
        uses = [
            node
            for node in nodes(path, ast.Attribute)
            if node.attr in ("unscoped", "_base_manager", "_default_manager")
        ]
        if uses:
            found[name(path)] = len(uses)
    assert set(found.items()) == set(UNSCOPED)
    assert len(UNSCOPED) <= 24


def test_rows_of_every_body_are_asked_for_only_by_the_one_question_of_my_day():
    """`anywhere()` stands where only «is there any» leaves the database: in what a source waits for."""
    found = {
        name(path): len(uses)
        for path in CODE
        if (uses := [node for node in nodes(path, ast.Attribute) if node.attr == "anywhere"])
    }
    assert found == {
        "office/accounts/registers.py": 1,
        "office/recovery/registers.py": 1,
        "office/wall/duties.py": 4,
        "config/views.py": 2,
        # which rows of an import others refer to, whoever's they are: a key is all that leaves
        "office/imports/taken_rows.py": 1,
        "plans/delegation/actions.py": 1,
        "risks/sessions/actions.py": 1,
        # how many rows hold something in a column of a form that binds every body: a count is all that leaves
        "risks/contexts.py": 1,
        "monitoring/reminders.py": 6,
        "standards/acquaintance/actions.py": 1,
        "standards/notices/pages.py": 2,
        "trustbox/journal/worklist.py": 2,
    }


PAST_THE_DOORS = {"raw", "extra", "RawSQL", "csrf_exempt", "_raw_delete"}


def test_nothing_goes_past_the_doors():
    found = [
        f"{name(path)}:{call.lineno} {called}"
        for path in CODE
        for call in nodes(path, ast.Call)
        if (called := getattr(call.func, "attr", getattr(call.func, "id", ""))) in PAST_THE_DOORS
    ]
    assert found == []
    assert [name(path) for path in CODE if "csrf_exempt" in path.read_text()] == [
        # without a session there is nothing to forge; a signed ticket says that the form came from us
        "office/open_pages.py"
    ]


def test_nothing_is_hidden_in_save_or_signals():
    saves = [
        name(path)
        for path in CODE
        for node in nodes(path, ast.FunctionDef)
        if node.name in ("save", "delete")
    ]
    signals = {
        name(path)
        for path in CODE
        if re.search(r"django\.\S*\.signals\b|@receiver|\.connect\(", path.read_text())
    }
    assert [
        path
        for path in saves
        # the delete() of the one asks for the scope, that of the other is the storage's own
        if path not in ("office/database/owned.py", "office/files/object_store.py")
    ] == []
    assert signals == {"office/apps.py"}  # the installer of the triggers and what a new connection is taught


SAFE_BECAUSE = {
    "config/guide.py": "the guide, written by us in docs/guide",
    "office/templatetags/fields.py": (
        "the select of a filter, each of its values and words escaped where it is written"
    ),
    "office/templatetags/portal.py": "drawings from a package file or from the module",
    "office/templatetags/paper.py": "the QR code, drawn by segno from our own address",
}


def test_text_is_never_marked_safe_without_a_reason():
    code = {name(path) for path in CODE if re.search(r"mark_safe|SafeString\(|__html__", path.read_text())}
    unsafe = re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off|\|\s*unescape")
    pages = {name(path) for path in TEMPLATES if unsafe.search(path.read_text())}
    assert (code, pages) == (set(SAFE_BECAUSE), set())


def test_words_for_people_are_never_put_together_before_they_are_translated():
    found = [
        f"{name(path)}:{call.lineno}"
        for path in CODE
        for call in nodes(path, ast.Call)
        if getattr(call.func, "id", "") in ("_", "gettext", "gettext_lazy")
        and not isinstance(call.args[0], ast.Constant)
    ]
    assert found == []


# --- Forms, moves, pages -----------------------------------------------------------------------------------


def subclasses(cls):
    for child in cls.__subclasses__():
        yield child
        yield from subclasses(child)


def our_forms():
    get_resolver().url_patterns  # noqa: B018  loads every form
    found = {form for form in subclasses(forms.BaseForm) if form.__module__.partition(".")[0] in APPS}
    return sorted(found, key=lambda form: form.__qualname__)


def without_key(found):
    """Forms that neither make a row under a key nor change one under a version."""
    keyed = (PortalForm, OnceForm, MoveForm)
    return {form.__name__ for form in found if not issubclass(form, keyed) and not {"k", "v"} & fields(form)}


def fields(form):
    return set(getattr(form, "base_fields", ()))


# Forms without a key, each with what a second press meets.
KEYLESS = {
    "it only reads": "RatingQueryForm InForceForm LibraryFilterForm AddressFilterForm SubordinateFilterForm "
    "ConsolidatedFilterForm CompareForm",
    "what was read of a file; the rows are entered by the page after it": "ScoresFileForm OwnScoresFileForm "
    "PaperCertificatesForm",
    "a ticket of its own, the first result comes again": "RemarkForm ReplyForm HandReplyForm "
    "CitizenAppealForm SenderMessageForm",
    "the code of a letter only reads; that of a person names how many were before": "CodeForm",
    "a day, a number or a ground that is set": "YearForm WithdrawForm DayForm SuccessorForm CountForm",
    "a file that is filed once": "ScanForm",
    "files and signatures that may come again: the earlier stay": "ScansForm SignatureForm KeyForm "
    "PaperChoiceForm",
    "each document once": "HandOverForm PublishForm",
    "people who are asked, each once": "AddressForm AcknowledgeForm",
    "its number of the try": "ExamForm",
    "letters that still wait": "TrayDecisionForm SetAsideForm BringBackForm",
}


def test_every_form_of_a_row_carries_its_version_and_key():
    ours = [form for form in our_forms() if issubclass(form, ModelForm)]
    assert [form.__name__ for form in ours if not issubclass(form, PortalForm)] == []


def test_every_other_form_has_a_key_a_version_or_a_reason():
    assert without_key(our_forms()) == {name for names in KEYLESS.values() for name in names.split()}


def test_no_form_takes_every_field():
    ours = [form for form in subclasses(PortalForm) if hasattr(form, "Meta")]
    assert [form.__name__ for form in ours if getattr(form.Meta, "fields", None) in (None, "__all__")] == []


def registers():
    from tests.routes import routes

    return {route.register.space: route.register for route in routes() if route.register}.values()


@pytest.mark.parametrize("model", WORKFLOWS, ids=lambda model: model.__name__)
def test_moves_of_a_model_have_names_of_their_own_and_known_states(model):
    names = [move.name for move in model.MOVES]
    assert len(set(names)) == len(names)
    assert {state for move in model.MOVES for state in (*move.source, move.target)} <= set(model.State.values)
    assert {attribute[3:] for attribute in vars(model) if attribute.startswith("on_")} <= set(names)


def test_what_a_move_asks_is_what_its_form_gives():
    differ = []
    for register in registers():
        if not issubclass(register.model, Workflow) or "move" not in register.pages:
            continue
        for move in register.model.MOVES:
            form = register.move_forms.get(move.name, MoveForm)
            does = getattr(register.model, f"on_{move.name}", None)
            asked = set(inspect.signature(does).parameters) - {"self", "by"} if does else set()
            given = set(form.base_fields) - set(form.KEPT)
            if asked != given:
                differ.append(f"{register.model.__name__}.{move.name}: asks {asked}, gets {given}")
    assert differ == []


def test_every_model_with_moves_is_shown_somewhere():
    assert {register.model for register in registers()} >= set(WORKFLOWS)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_printed_form_has_its_template_and_a_test_that_names_it(form):
    get_template(template_of(form))
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path.name != "test_house.py"]
    assert any(form in path.read_text() for path in tests)


def test_every_print_template_is_a_form_a_tested_paper_or_a_part_of_one():
    pages = "\n".join(path.read_text() for path in TEMPLATES)
    tests = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    prints = [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES if path.parent.name == "print"]
    forms = {template_of(form) for form in FORMS} | {"print/base.html"}
    assert [
        one for one in prints if one not in forms and one not in tests and f'include "{one}"' not in pages
    ] == []


# Templates that are whole by themselves.
BASES = {
    "base.html": "the staff side",
    "public/base.html": "the citizen's side",
    "print/base.html": "papers",
    "500.html": "nothing it needs may fail",
}


def test_every_template_extends_a_base_or_is_a_part_of_one_that_does():
    code = "\n".join(path.read_text() for path in [*CODE, *TEMPLATES])
    alone = []
    for path in TEMPLATES:
        short = str(path.relative_to(ROOT / "templates"))
        extends = re.match(r"(\{#.*?#\}|\{% comment.*?endcomment %\}|\s)*\{% extends", path.read_text(), re.S)
        # allauth's and crispy's parts are named by those packages.
        package = short.startswith(("allauth/elements/", "bootstrap5/"))
        if not (extends or short in BASES or package or f'"{short}"' in code):
            alone.append(short)
    assert alone == []


def test_no_template_holds_style_script_or_handlers():
    inline = re.compile(
        r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:", re.I
    )
    # Drawings for print are SVG files of their own.
    found = [
        f"{name(path)}: {hit.group()}"
        for path in TEMPLATES
        for hit in [inline.search(path.read_text())]
        if hit
    ]
    assert found == []


def test_no_template_compares_states_or_roles():
    compared = re.compile(r"\{% (?:el)?if [^%]*(?:\.state|\.role|\.level)\s*(?:==|!=)")
    assert [name(path) for path in TEMPLATES if compared.search(path.read_text())] == []


def test_no_script_asks_the_browser_for_words():
    """Chromium has no Kyrgyz in `Intl`: it says «2026 M04 8» and falls back to English without a word; what
    `navigator` says is the language of pages, not that of its own fields.
    """
    asking = re.compile(r"\bIntl\b|\.toLocale\w*\(|navigator\.languages?\b")
    scripts = {path.name: path.read_text() for path in (ROOT / "static").rglob("*.js")}
    assert [name for name, text in scripts.items() if asking.search(text)] == []
    assert asking.search("day.toLocaleDateString('ky')") and asking.search("navigator.language")


@pytest.mark.parametrize("path", CODE, ids=name)
def test_words_to_translate_stand_outside_of_f_strings(path):
    """What gathers the words does not look inside: they would stay English."""
    hidden = [
        node.lineno
        for text in nodes(path, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext", "gettext_lazy")
    ]
    assert hidden == []


def test_catalogues_are_complete():
    assert translations.find_problems(ROOT) == []


def field_messages():
    """What Django's form fields and validators say to a person, as they are written in English."""
    for module in (forms.fields, forms.models, validators):
        for member in filter(inspect.isclass, vars(module).values()):
            said = [*getattr(member, "default_error_messages", {}).values(), getattr(member, "message", None)]
            yield from (message._args[0] for message in said if getattr(message, "_args", None))


def test_what_fields_say_in_kyrgyz_is_in_our_own_words():
    """Django's catalogue speaks of a «слаг» and says «тер» to a head of a district."""
    ours = {message for _context, message in translations.catalogue_messages(catalogue("ky"))}
    assert sorted(set(field_messages()) - ours) == []


def catalogue(language):
    return translations.catalogue_path(ROOT, language)


# --- Files -------------------------------------------------------------------------------------------------


def committed():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    return [ROOT / path for path in listed.split("\0") if path and (ROOT / path).is_file()]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_no_committed_file_names_a_host_of_packages():
    hosts = re.compile(
        "|".join(
            [r"py" r"pi\.org", r"python" r"hosted\.org", r"registry\.npm" r"js", r"npm" r"js\.(org|com)"]
        )
    )
    found = [
        name(path) for path in committed() if hosts.search(path.read_bytes().decode("utf-8", errors="ignore"))
    ]
    assert found == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_no_committed_file_holds_a_secret():
    secret = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30}")
    assert [
        name(path)
        for path in committed()
        if secret.search(path.read_bytes().decode("utf-8", errors="ignore"))
    ] == []


def unfinished(kind):
    """{name of a member: class} of whatever a class only promises: its body raises NotImplementedError."""
    for base in kind.__mro__:
        for word, member in vars(base).items():
            code = getattr(getattr(member, "fget", member), "__code__", None)
            if code and "NotImplementedError" in code.co_names:
                yield word, base.__name__


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_a_model_keeps_what_its_abstract_base_promises(model):
    missing = [
        f"{base}.{word}"
        for word, base in unfinished(model)
        if getattr(getattr(getattr(model, word), "fget", getattr(model, word)), "__code__", None)
        and "NotImplementedError"
        in getattr(getattr(model, word), "fget", getattr(model, word)).__code__.co_names
    ]
    assert missing == []


def test_no_page_is_rendered_after_its_transaction():
    """A TemplateResponse is rendered after the commit, outside the scope of who acts."""
    assert [
        name(path)
        for path in CODE
        if re.search(r"TemplateResponse\(|import TemplateResponse", path.read_text())
    ] == []
