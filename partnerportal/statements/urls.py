"""Addresses of statements, for partners and for the department that settles them."""

from django.urls import path

from partnerportal.statements.views import acts, book_extract, detail, files, lists

app_name = "statements"
STATEMENT = "abrechnungen/<str:statement_number>"
LINE = f"{STATEMENT}/posten/<int:position>"

urlpatterns = [
    path("abrechnungen", lists.statement_list, name="list"),
    path("abrechnungen/buchauszug", book_extract.book_extract, name="book_extract"),
    path("abrechnungen/schema/abrechnung-1.json", files.schema, name="schema"),
    path(STATEMENT, detail.statement, name="statement"),
    path(f"{STATEMENT}/abschliessen", acts.close, name="close"),
    path(LINE, detail.line, name="line"),
    path(f"{LINE}/unstimmigkeit", acts.ask, name="ask"),
    path(f"{LINE}/korrektur", acts.correct, name="correct"),
    path(f"{STATEMENT}/datei/<str:form_key>", files.download, name="download"),
]
