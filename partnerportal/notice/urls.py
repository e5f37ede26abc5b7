"""Map the addresses of the notice; all of them are public."""

from __future__ import annotations

from django.urls import path

from partnerportal.notice import views

app_name = "notice"
urlpatterns = [
    path("datenschutzerklaerung", views.privacy_notice, name="privacy_notice"),
    path("datenschutzerklaerung/daten", views.data_list, name="data_list"),
    path("impressum", views.imprint, name="imprint"),
    path("nutzungsbedingungen", views.terms, name="terms"),
    path("barrierefreiheit", views.accessibility, name="accessibility"),
    path("hilfe", views.help_page, name="help"),
]
