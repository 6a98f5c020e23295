"""The foreseeable ways in which a file can fail to be read.

Each class has a stable ``code`` (it becomes the diagnostic's code) and a sentence for the user.
"""

from __future__ import annotations


class UnreadableFile(Exception):
    """A file from which no document can be made; ``str()`` is a sentence for the user.

    ``media_type`` is what its content says that it is, where that is known.
    """

    code = "unreadable_file"
    sentence = "The file cannot be read."
    media_type: str | None = None

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.sentence} ({detail})" if detail else self.sentence)


class EmptyFile(UnreadableFile):
    code = "empty_file"
    sentence = "The file is empty: it has no bytes."


class NotAPdf(UnreadableFile):
    code = "not_a_pdf"
    sentence = "The file is not a PDF, whatever its name says."


class UnknownFormat(UnreadableFile):
    code = "unknown_format"
    sentence = "The file is in no format that Duizhang reads, whatever its name says."


class NotUnpacked(UnreadableFile):
    code = "not_unpacked"
    sentence = (
        "The file is an archive of a kind that is not unpacked here (RAR, 7z): unpack it, and give its files "
        "to duizhang run."
    )


class EncryptedFile(UnreadableFile):
    code = "encrypted_file"
    sentence = "The file is encrypted and opens only with a password."


class DamagedFile(UnreadableFile):
    code = "damaged_file"
    sentence = "The file is damaged or cut off and cannot be opened."


class NoPages(UnreadableFile):
    code = "no_pages"
    sentence = "The file has no pages."


class NoSuchPage(UnreadableFile):
    code = "no_such_page"

    def __init__(self, number: int, pages: int) -> None:
        self.sentence = f"There is no page {number}; the file has {pages}."
        super().__init__()


class NeedsLibreOffice(UnreadableFile):
    code = "needs_libreoffice"
    sentence = (
        "The file is in an older format of Word or WPS, which is read through LibreOffice, and that is not"
        " installed. Install it (on Debian: apt-get install libreoffice-writer), then run again."
    )


class ConversionFailed(UnreadableFile):
    code = "conversion_failed"
    sentence = "LibreOffice could not convert the file; it may be damaged."


class ConversionTakesLong(ConversionFailed):
    code = "time_limit"


class ConversionTakesMemory(ConversionFailed):
    code = "memory_limit"


class UnsafeFile(UnreadableFile):
    code = "unsafe_file"
    sentence = "The file holds what no disclosure needs and what could do harm; it is not opened."


class TooLarge(UnreadableFile):
    code = "too_large"
    sentence = "The file holds more than a disclosure ever does; it is not unpacked."
