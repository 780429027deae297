"""Security headers on every answer. Nothing inline is ever allowed, so no nonce is needed either."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# 'self' alone is stricter than a nonce: no inline script or style can run, whatever finds its way into a page.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


class SecurityHeaders:
    """Adds the content security policy, and forbids storing a page that belongs to somebody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Static files set their own far-future lifetime; every page may hold something personal.
        response.headers.setdefault("Cache-Control", "no-store")
        return response
