"""The one Django application of the project."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Names the application `web` in migrations and tables."""

    name = "preround.web"
    label = "web"
    verbose_name = "Preround"
    default_auto_field = "django.db.models.BigAutoField"
