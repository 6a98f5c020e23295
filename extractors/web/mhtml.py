"""Web pages saved with their pictures in one file (MHTML), which is built like a mail."""

from __future__ import annotations

import email
import email.errors
import email.policy
from collections.abc import Iterator, Sequence
from email.message import Message

from extractors.errors import DamagedFile, UnsafeFile
from extractors.flow import Content, Notice
from extractors.web.html import HARDLY_TEXT, read_html

CUT = (
    email.errors.StartBoundaryNotFoundDefect,
    email.errors.CloseBoundaryNotFoundDefect,
    email.errors.InvalidBase64PaddingDefect,
    email.errors.InvalidBase64LengthDefect,
    email.errors.InvalidBase64CharactersDefect,
)
"""What the library notes of a message that does not come to its end."""


def read_mhtml(data: bytes) -> Content:
    """The content of the first page in the file.

    Raises as :func:`~extractors.web.html.read_html`, and :class:`~extractors.errors.UnsafeFile` for a file
    that is nested deeper than any is.
    """
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n\t "), policy=email.policy.default)
        parts = list(message.walk())
        pages = [
            content
            for part in parts
            if part.get_content_type() == "text/html"
            and isinstance(content := part.get_payload(decode=True), bytes)
        ]
    except RecursionError as error:
        raise UnsafeFile("parts in parts beyond measure") from error
    except Exception as error:  # The library raises errors of many kinds on headers that no mail has.
        raise DamagedFile(type(error).__name__) from error
    if not pages:
        raise DamagedFile("it has no page")
    content = read_html(pages[0])
    content.notices += _notices(parts, pages[1:])
    return content


def _notices(parts: Sequence[Message], further: Sequence[bytes]) -> Iterator[Notice]:
    if any(isinstance(defect, CUT) for part in parts for defect in part.defects):
        message = "The file does not come to its end: its last part is missing."
        yield Notice("reading", "error", "file_cut_off", message)
    left = sum(len(page) > HARDLY_TEXT and b"<table" in page.lower() for page in further)
    if left:
        message = f"The file holds {left} further pages with tables, such as sheets; they are not read."
        yield Notice("reading", "error", "pages_left_out", message)
