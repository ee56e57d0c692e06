"""Bytes to JSON and back: what comes in is inflated within a limit, what goes out is compact."""

import gzip
import json
import zlib
from datetime import datetime

from flask import Request, Response, request

from observe.errors import NotJson, TooLarge, UnknownEncoding

PROTO = 1
MOST_VERSIONS = 50
# A batch, inflated; a version that comes alone may be longer, up to the largest request.
LARGEST_BATCH_BYTES = 256 * 1024
LARGEST_REQUEST_BYTES = 2 * 1024 * 1024
# The answer to a first pull carries the rubric and the roster; an answer to a push is shorter and goes as it is.
ZIPPED_FROM_BYTES = 16 * 1024
# zlib's sign for "gzip with header and checksum".
GZIP = 31


def read_json(request: Request) -> object:
    """The request's JSON; raises NotJson, UnknownEncoding or TooLarge. ``request.inflated_bytes`` tells its length."""
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", ""):
        raise UnknownEncoding
    raw = request.get_data(cache=False)
    text = _inflated(raw) if encoding == "gzip" else raw
    if len(text) > LARGEST_REQUEST_BYTES:
        raise _too_large()
    request.environ["observe.inflated_bytes"] = len(text)
    try:
        return json.loads(text.decode())
    except (ValueError, RecursionError):
        raise NotJson(field="a body of JSON in UTF-8") from None


def check_batch(request: Request, n_versions: int) -> None:
    """Raises TooLarge for more than a batch may hold, unless it is one version alone."""
    is_long = request.environ["observe.inflated_bytes"] > LARGEST_BATCH_BYTES
    if n_versions > MOST_VERSIONS or (is_long and n_versions > 1):
        raise _too_large()


def _too_large() -> TooLarge:
    return TooLarge(bytes=LARGEST_BATCH_BYTES, versions=MOST_VERSIONS)


def _inflated(raw: bytes) -> bytes:
    """Stops at the limit: a bomb costs its limit and no more. A stream that is cut or damaged is refused as gzip."""
    stream = zlib.decompressobj(GZIP)
    try:
        text = stream.decompress(raw, LARGEST_REQUEST_BYTES + 1)
    except zlib.error:
        raise UnknownEncoding from None
    if len(text) > LARGEST_REQUEST_BYTES:
        raise _too_large()
    if not stream.eof:
        raise UnknownEncoding
    return text


def answer(values: object, status: int = 200) -> Response:
    """A JSON answer that no cache keeps."""
    return json_answer(json.dumps(values, separators=(",", ":")).encode(), status)


def json_answer(body: bytes, status: int = 200) -> Response:
    """An answer from JSON bytes; a long one is zipped for who takes it."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if len(body) >= ZIPPED_FROM_BYTES and "gzip" in request.accept_encodings:
        body, headers["Content-Encoding"] = gzip.compress(body, mtime=0), "gzip"
    return Response(body, status, content_type="application/json", headers=headers)


def written(at: datetime | None) -> str | None:
    """A moment as the wire writes it: 2026-11-24T07:02:00.123456Z."""
    return None if at is None else at.isoformat().replace("+00:00", "Z")
