"""Addresses of threads, for the partner and for the department."""

from django.urls import path

from partnerportal.messages import views

app_name = "messages"
urlpatterns = [
    path("nachrichten", views.thread_list, name="list"),
    path("nachrichten/<uuid:thread_id>", views.thread, name="thread"),
    path("nachrichten/<uuid:thread_id>/erledigt", views.close, name="close"),
]
