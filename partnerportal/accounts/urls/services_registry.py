"""Addresses of additional services."""

from django.urls import path

from partnerportal.accounts.views import services_registry

urlpatterns = [
    path("services", services_registry.services_page, name="services"),
    path("services/<str:service>/einschalten", services_registry.service_on, name="service_on"),
    path("services/<str:service>/ausschalten", services_registry.service_off, name="service_off"),
]
