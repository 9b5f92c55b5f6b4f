from django.forms import Form
from django.shortcuts import redirect

from office.registers.move_view import confirm_page
from office.registers.policy import policy
from office.registers.record_view import back_link
from office.registers.rows import find_row
from office.registers.submission import run_with_form_errors


def delete_view(register):
    """The page that deletes what was entered by mistake and goes back to where the row hung."""
    deletion = register.deletion

    @policy(register.write, register=register)
    def view(request, pk):
        row = find_row(register, request, pk)
        back_url = back_link(register, row).url
        form = Form(request.POST if request.method == "POST" else None)

        def delete_row():
            deletion.act(row, by=request.user)
            return True

        if request.method == "POST" and form.is_valid() and run_with_form_errors(form, delete_row):
            return redirect(back_url)
        return confirm_page(
            request, row, form, label=deletion.label, consequence=deletion.consequence, danger=True
        )

    return view
