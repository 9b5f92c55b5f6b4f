"""Orders, what was published of them, files."""

from django.urls import path

from office import views
from office.papers import order_pages, signature_pages, translation_pages
from office.papers.registers import FILES, ORDERS, PUBLICATIONS
from office.registers.routes import register_routes

urlpatterns = [
    register_routes(
        "orders/",
        ORDERS,
        path("<int:pk>/preview/<int:number>/", views.preview_order, name="preview"),
        path("<int:pk>/print/<int:number>.pdf", views.print_paper, name="print"),
        path("<int:pk>/annexes/<int:number>.docx", views.word_copy, name="word"),
        path("<int:pk>/papers/<int:paper>.pdf", views.frozen_paper, name="paper"),
        path("<int:pk>/package.pdf", order_pages.print_package, name="package"),
        path("<int:pk>/pages/<int:number>/", order_pages.show_pages, name="pages"),
        path("<int:pk>/annexes/text/", order_pages.edit_text, name="text"),
        path("<int:pk>/annexes/<int:number>/text/", order_pages.edit_text, name="change_text"),
        path("<int:pk>/annexes/<int:number>/drop/", order_pages.drop_text, name="drop_text"),
        path("<int:pk>/circulation/", order_pages.change_circulation, name="circulation"),
        path("<int:pk>/russian/", translation_pages.change_translation, name="russian"),
        path("<int:pk>/russian.pdf", translation_pages.print_translation, name="russian_pdf"),
        path("<int:pk>/russian.docx", translation_pages.word_translation, name="russian_word"),
        path("<int:pk>/scan/", views.upload_order_scan, name="scan"),
        path("<int:pk>/signature/", signature_pages.upload_signature, name="signature"),
        path("<int:pk>/key/", signature_pages.sign_with_key, name="key"),
        path("<int:pk>/signatures/<int:row>/", signature_pages.check_signature, name="signature_check"),
        path("<int:pk>/annexes/<int:number>/publish/", views.publish_annex, name="publish"),
    ),
    register_routes(
        "publications/",
        PUBLICATIONS,
        path("<int:pk>/withdraw/", views.withdraw_publication, name="withdraw"),
    ),
    register_routes("files/", FILES, path("<int:pk>/", views.download_file, name="record")),
]
