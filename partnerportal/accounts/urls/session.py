"""Addresses of sign-in, session and preferences."""

from django.urls import path

from partnerportal.accounts import demo_door
from partnerportal.accounts.views import preferences, session, sign_in

urlpatterns = [
    path("sitzung/beendet", session.session_ended, name="session_ended"),
    path("sitzung/stand", session.session_state, name="session_state"),
    path("sitzung/verlaengern", session.session_extend, name="session_extend"),
    path("sprache", preferences.language, name="language"),
    path("darstellung", preferences.appearance, name="appearance"),
]
if demo_door.is_open():
    urlpatterns.append(path("demo/anmelden", sign_in.demo_sign_in, name="demo_sign_in"))
