"""What every template may know of the installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, Any]:
    """`viewer` (None for somebody who is not signed in) and whether this is the demo."""
    return {"viewer": getattr(request, "viewer", None), "demo": settings.DEMO}
