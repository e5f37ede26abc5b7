"""Addresses that exist only in the demo."""

from django.urls import path

from partnerportal.accounts.guards import public
from partnerportal.config import demo_views
from partnerportal.ui import views as ui_views

urlpatterns = [
    path("post", demo_views.post, name="demo_post"),
    path("bausteine", public(ui_views.components), name="demo_components"),
]
