"""Older formats of Word and WPS Writer (.doc, .wps, .rtf), through LibreOffice."""

from __future__ import annotations

from io import BytesIO

import olefile

from extractors.errors import DamagedFile, EncryptedFile
from extractors.flow import Content
from extractors.word.docx import read_docx
from extractors.word.libreoffice import converted

FLAGS = slice(10, 12)
ENCRYPTED = 0x0100
"""The flag of Word's file header ([MS-DOC] 2.5.2, ``fEncrypted``) and its place."""


def read_doc(data: bytes) -> Content:
    """The content of a Word 97 document, or one of WPS Writer.

    Raises as :func:`~extractors.word.libreoffice.converted` and
    :func:`~extractors.word.docx.read_docx`, and :class:`~extractors.errors.EncryptedFile`.
    """
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole, ole.openstream("WordDocument") as stream:
            header = stream.read(FLAGS.stop)
    except Exception as error:  # The library raises errors of many kinds on a damaged file.
        raise DamagedFile(type(error).__name__) from error
    if int.from_bytes(header[FLAGS], "little") & ENCRYPTED:
        raise EncryptedFile
    return read_docx(converted(data, "doc"))


def read_rtf(data: bytes) -> Content:
    """The content of an RTF document. Raises as :func:`read_doc`."""
    return read_docx(converted(data, "rtf"))


def read_word_xml(data: bytes) -> Content:
    """The content of a document in the XML of Word 2003. Raises as :func:`read_doc`."""
    return read_docx(converted(data, "xml"))


def read_odt(data: bytes) -> Content:
    """The content of an OpenDocument text. Raises as :func:`read_doc`."""
    return read_docx(converted(data, "odt"))


def read_flat_odt(data: bytes) -> Content:
    """The content of an OpenDocument text that is one piece of XML. Raises as :func:`read_doc`."""
    return read_docx(converted(data, "fodt"))


def refuse_encrypted(data: bytes) -> Content:
    """Raises :class:`~extractors.errors.EncryptedFile`: an Office file behind a password."""
    raise EncryptedFile
