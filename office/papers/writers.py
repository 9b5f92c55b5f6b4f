"""The writers of Excel and Word files, for all who offer such a file."""

from office.deferred import load_at_call

to_xlsx = load_at_call("office.papers.excel.to_xlsx")
to_docx = load_at_call("office.papers.word.to_docx")
text_to_docx = load_at_call("office.papers.word.text_to_docx")
to_word = load_at_call("office.papers.documents.to_word")
