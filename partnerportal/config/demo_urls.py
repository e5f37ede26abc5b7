"""Addresses that exist only in the demo."""

from django.urls import path

from partnerportal.accounts.guards import public
from partnerportal.config import demo_views
from partnerportal.ui import views as ui_views

# Included only where the demo's door is open (config/urls.py): demo mode on a loopback name.
urlpatterns = [
    path("post", demo_views.post, name="demo_post"),
    path("bausteine", public(ui_views.components), name="demo_components"),
]
