from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import DataError, IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from office.database.triggers import model_guards
from office.files.models import WrongFile
from office.models.audit import Submission
from office.papers.glyphs import REPLACEMENT, missing_characters, name_characters
from office.papers.printing import PrintError
from office.registers.workflow import Refused


def handle_once(request, form, act):
    """Take a form once. Returns the redirect to what it made; None when the form must be shown again.

    `act` returns the row made. The same key again leads to the first result; with other content, to 409.
    """
    if again := replay_submission(request):
        return again
    if not form.is_valid() or unconfirmed_warnings(form):
        return None
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                **submission_identity(request), digest=submission_digest(request)
            )
    except IntegrityError:
        # Sent twice at the same moment: the other one was taken while this one waited.
        return replay_submission(request)
    made = run_with_form_errors(form, act)
    if made is None:
        submission.delete()
        return None
    submission.location = made.get_absolute_url()
    submission.save()
    messages.success(request, _("Saved."))
    warn_of_unprintable(request, form)
    return redirect(submission.location)


def warn_of_unprintable(request, form):
    """A message for each field of a taken form whose characters papers cannot show; it refuses nothing."""
    if not getattr(form, "keeps_draft", True):
        return  # a message passes through the browser: no letter of a name behind a wall may stand in it
    for name, value in form.cleaned_data.items():
        if isinstance(value, str) and name in form.fields and (missing := missing_characters(value)):
            words = {"field": form[name].label, "characters": name_characters(missing), "sign": REPLACEMENT}
            messages.warning(
                request,
                _(
                    "«%(field)s»: the fonts of papers have no sign for %(characters)s. Prints show %(sign)s "
                    "there, and an order with such a character cannot be signed: replace it."
                )
                % words,
            )


def submission_identity(request):
    """The columns that identify a Submission. Raises BadRequest for a form without its key."""
    try:
        key = UUID(request.POST.get("k", ""))
    except ValueError:
        raise BadRequest("a form without its key") from None
    return {"key": key, "form": request.resolver_match.view_name, "person": request.user}


def submission_digest(request):
    """The keyed hash of a posted form without its CSRF token.

    Keyed, so that whoever steals the database cannot try names on it.
    """
    fields = [item for item in request.POST.lists() if item[0] != "csrfmiddlewaretoken"]
    files = [(name, [file.name, str(file.size)]) for name, file in request.FILES.items()]
    content = urlencode([("", request.path), *sorted(fields + files)], doseq=True)
    # The salt is data: digests of kept rows were made with it.
    return salted_hmac("office.generic.digest", content, algorithm="sha256").hexdigest()


def replay_submission(request):
    """The answer to a form taken before: the redirect, or 409 with other content. None for a new one."""
    submission = Submission.objects.filter(**submission_identity(request)).first()
    if submission is None:
        return None
    if submission.digest != submission_digest(request):
        reason = _("This form has already been sent with other content. Open it anew.")
        return render(request, "409.html", {"reason": reason}, status=409)
    return redirect(submission.location)


def run_with_form_errors(form, act):
    """Run `act` and return what it returns, True for nothing; None when it was refused: the form then has the
    error.
    """
    try:
        with transaction.atomic():
            done = act()
            return True if done is None else done
    except Refused as refusal:
        refusal.afterwards()
        form.add_error(None, str(refusal))
    except (PrintError, WrongFile) as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError as error:
        form.add_error(None, broken_rule(error))
    except (DataError, OverflowError):  # SQLite's driver raises the latter
        form.add_error(
            None, _("The database cannot keep one of these values: a number or a text is too long.")
        )
    return None


def broken_rule(error):
    """The sentence of the broken constraint or guard; without one, a sentence with the words of the
    database.
    """
    text = str(error)
    for model in {*Submission._meta.apps.get_models()}:
        for constraint in model._meta.constraints:
            if is_named_in(text, model, constraint) and constraint.violation_error_message:
                return constraint.get_violation_error_message()
        for guard in model_guards(model):
            if guard.words and guard.name in text:
                return guard.words
    return _("The database refused this: a rule of the register would be broken (%(rule)s).") % {
        "rule": text.split("\n")[0][:200]
    }


def is_named_in(text, model, constraint):
    """Whether the text means this constraint: SQLite names the columns of a broken uniqueness instead."""
    columns = [f"{model._meta.db_table}.{name}" for name in constraint_columns(model, constraint)]
    return constraint.name in text or bool(columns) and text.endswith(": " + ", ".join(columns))


def constraint_columns(model, constraint):
    names = getattr(constraint, "fields", ())
    return [model._meta.get_field(name).column for name in names]


def unconfirmed_warnings(form):
    """Warnings that have not been ticked yet."""
    form.open_warnings = [] if form.data.get("confirmed") else form.warnings()
    return form.open_warnings
