"""What every messenger receives: JSON from anybody, and texts that can hold what no database takes."""

import json
from typing import Any


def read_json(body: bytes) -> Any:
    """What the body says. Raises ValueError for whatever is no JSON in UTF-8, however deep it is nested.

    Half a letter ("\\ud800") is taken, so that what one person types does not make unreadable what others have sent.
    """
    try:
        return json.loads(body.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deep") from None


def storable(text: str) -> str:
    """Without halves of letters and NUL characters, which JSON can hold and a database cannot."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
