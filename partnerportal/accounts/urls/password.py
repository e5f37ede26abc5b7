"""Addresses of forgotten, new and locked passwords."""

from django.urls import path

from partnerportal.accounts.views import password

urlpatterns = [
    path("passwort-vergessen", password.password_forgotten, name="password_forgotten"),
    path("passwort-vergessen/gesendet", password.password_forgotten_sent, name="password_forgotten_sent"),
    path("passwort-setzen/<str:token>", password.password_set, name="password_set"),
    path("entsperren/<str:token>", password.unlock, name="unlock"),
]
