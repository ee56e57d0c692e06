"""Answers that are the same for everybody: a browser may keep them if it asks each time whether they still are."""

import gzip
from functools import lru_cache

from flask import Response, request

# The shell in two languages, the worker, the manifest and two offline pages, and as many of the build before.
KEPT = 12


def revalidated(body: bytes, content_type: str) -> Response:
    """``body``, zipped for who takes it, with an entity tag: 304 without a body for who has it already."""
    is_zipped = "gzip" in request.accept_encodings
    answer = Response(_zipped(body) if is_zipped else body, content_type=content_type)
    if is_zipped:
        answer.headers["Content-Encoding"] = "gzip"
    answer.vary.add("Accept-Encoding")
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


@lru_cache(maxsize=KEPT)
def _zipped(body: bytes) -> bytes:
    """Without the time, so that equal bytes have equal tags in every process."""
    return gzip.compress(body, mtime=0)
