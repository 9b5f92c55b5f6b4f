"""The writers of Excel, Word and joined PDF files, for all who offer such a file."""

from office.deferred import load_at_call

to_xlsx = load_at_call("office.papers.excel.to_xlsx")
to_docx = load_at_call("office.papers.word.to_docx")
text_to_docx = load_at_call("office.papers.word.text_to_docx")
to_word = load_at_call("office.papers.documents.to_word")
join_pdf = load_at_call("office.papers.joined_pdf.join_pdf")
count_pages = load_at_call("office.papers.joined_pdf.count_pages")
page_to_docx = load_at_call("office.papers.page_word.page_to_docx")
