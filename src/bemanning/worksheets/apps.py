"""The checklist and the exercises on paper."""

from django.apps import AppConfig


class WorksheetsConfig(AppConfig):
    """Posters, cards and worksheets as PDF."""

    name = "bemanning.worksheets"
    label = "worksheets"
