"""What every answer tells the browser: what it may load, and that nothing else is allowed."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send


def _inline_scripts() -> str:
    """The hash of what Streamlit writes into its page itself (one line, harmless)."""
    spec = find_spec("streamlit")
    page = Path(spec.origin).parent / "static/index.html" if spec and spec.origin else None
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.S) if page else []
    hashes = (b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{one}'" for one in hashes)


_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)
DOOR = f"{_STRICT}'none'"
RESPONDENT = f"{_STRICT}'self'"  # the studio shows a preview in a frame
# blob: because Streamlit loads the script of an inline component from one; styles because it
# writes them into the page. Fonts and pictures come from this server only.
STUDIO = (
    f"default-src 'self'; script-src 'self' blob: {_inline_scripts()}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; object-src 'none'; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
)


def protected(send: Send, policy: str) -> Send:
    """Send with the headers that protect; a policy that the route has set itself stays."""

    async def send_protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("content-security-policy", policy)
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "same-origin"
            headers["x-frame-options"] = "SAMEORIGIN"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
        await send(message)

    return send_protected
