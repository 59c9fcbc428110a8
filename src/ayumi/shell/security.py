"""What a browser may do with our pages: nothing from outside, nothing inline."""

from typing import Any

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'self'"],
    },
}
"""For django-csp. No 'unsafe-inline' and no 'unsafe-eval': every style and script is a file of ours."""

OTHER_HEADERS: dict[str, str] = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def with_form_targets(policy: dict[str, Any], origins: list[str]) -> dict[str, Any]:
    """Return the policy with ``origins`` as further places a form may lead to.

    Signing in through an identity provider sends the browser on from our form, which browsers hold
    against ``form-action``. Everything else stays as strict as before.
    """
    directives = policy["DIRECTIVES"]
    return {"DIRECTIVES": directives | {"form-action": [*directives["form-action"], *origins]}}
