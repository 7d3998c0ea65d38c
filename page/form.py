"""What a plain form of ours sends."""

from urllib.parse import parse_qsl

from fastapi import Request

_KIND = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20


async def sent(request: Request) -> dict[str, str]:
    """The fields by name, of two of one name the last; empty when it is no form. The guard has bounded the body."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        return {}
    body = await request.body()
    try:
        return dict(parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}
