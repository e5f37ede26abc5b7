"""Addresses of sign-in, session and preferences."""

from django.urls import path

from partnerportal.accounts import demo_door, views

app_name = "accounts"
urlpatterns = [
    path("sitzung/beendet", views.session_ended, name="session_ended"),
    path("sitzung/stand", views.session_state, name="session_state"),
    path("sitzung/verlaengern", views.session_extend, name="session_extend"),
    path("sprache", views.language, name="language"),
    path("darstellung", views.appearance, name="appearance"),
]
if demo_door.is_open():
    urlpatterns.append(path("demo/anmelden", views.demo_sign_in, name="demo_sign_in"))
