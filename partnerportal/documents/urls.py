"""Addresses of documents and pictures of their pages."""

from django.urls import path

from partnerportal.documents import views

app_name = "documents"
urlpatterns = [
    path("dokumente/<uuid:document_id>", views.download, name="download"),
    path("dokumente/<uuid:document_id>/seiten/<int:page>", views.page, name="page"),
]
