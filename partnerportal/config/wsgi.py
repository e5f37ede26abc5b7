"""Offer the WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from partnerportal.config import outgoing_guard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnerportal.config.settings")
application = get_wsgi_application()
outgoing_guard.install()
