"""ZIP archives: which disclosures they hold, and that hostile ones end at a limit."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.archives import LIMITS, Listing, list_archive, read_member
from extractors.errors import DamagedFile, EncryptedFile, TooLarge, UnreadableFile
from tests.support import hostile

PDF = b"%PDF-1.7\nhardly a page"
PICTURE = b"\xff\xd8\xff\xe0 a picture"


class GbkEntry(zipfile.ZipInfo):
    """An entry with its name in GBK, as archivers on Chinese systems write it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def packed(files: dict[str, bytes], utf8: bool = True, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with names in UTF-8, or in GBK."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name if utf8 else GbkEntry(name), data, method)
    return buffer.getvalue()


def listed(data: bytes, **limits: int) -> Listing:
    return list_archive(io.BytesIO(data), replace(LIMITS, **limits))


def codes(listing: Listing) -> list[tuple[str, str]]:
    return [(notice.code, notice.severity) for notice in listing.notices]


def encrypted(data: bytes, names: set[bytes]) -> bytes:
    """The archive with some members marked as encrypted, in their headers and in the directory."""
    result = bytearray(data)
    for signature, flags, name in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = result.find(signature)
        while start >= 0:
            if any(result.startswith(wanted, start + name) for wanted in names):
                result[start + flags] |= 1
            start = result.find(signature, start + 4)
    return bytes(result)


@pytest.mark.parametrize("utf8", [True, False])
def test_names_are_read_in_utf8_and_in_gbk(utf8: bool) -> None:
    names = ["某局/2024年部门决算.pdf", "附件１.pdf"]
    listing = listed(packed({name: PDF + name.encode() for name in names}, utf8))
    assert [member.name for member in listing.members] == names


def test_members_are_known_by_their_bytes_and_read_back_by_their_place() -> None:
    files = {"a/b.pdf": PDF + b"1", "x.jpg": PICTURE, "c.bin": PDF + b"2"}
    data = packed(files)
    listing = listed(data)
    assert [m.name for m in listing.members] == ["a/b.pdf", "c.bin"]
    for member in listing.members:
        content = read_member(io.BytesIO(data), member.place)
        assert content == files[member.name]
        assert (member.sha256, member.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_what_is_no_disclosure_is_counted_and_what_systems_add_is_passed_over() -> None:
    files = {"a.pdf": PDF, "b.jpg": PICTURE, "c.jpg": PICTURE, "__MACOSX/a.pdf": PDF, ".DS_Store": b"x"}
    listing = listed(packed(files))
    assert len(listing.members) == 1
    messages = {notice.code: notice.message for notice in listing.notices}
    assert "2 image/jpeg" in messages["members_left_alone"]
    assert "holds 1 file" in messages["archive_members"]


def test_an_archive_in_the_archive_is_opened_and_one_in_that_is_told() -> None:
    innermost = packed({"deep.pdf": PDF})
    inner = packed({"inner.pdf": PDF + b"inner", "deeper.zip": innermost}, utf8=False)
    data = packed({"outer.pdf": PDF, "附件.zip": inner})
    listing = listed(data)
    assert [m.name for m in listing.members] == ["outer.pdf", "附件.zip/inner.pdf"]
    assert read_member(io.BytesIO(data), listing.members[1].place) == PDF + b"inner"
    assert ("archive_too_deep", "error") in codes(listing)


def test_members_behind_a_password_are_told_and_the_others_read() -> None:
    data = encrypted(packed({"a.pdf": PDF, "b.pdf": PDF + b"b"}), {b"b.pdf"})
    listing = listed(data)
    assert [m.name for m in listing.members] == ["a.pdf"]
    assert ("member_encrypted", "error") in codes(listing)
    with pytest.raises(EncryptedFile):
        listed(encrypted(data, {b"a.pdf", b"b.pdf"}))


def test_a_damaged_member_costs_itself_only() -> None:
    data = bytearray(packed({"a.pdf": PDF, "b.pdf": PDF + b"b"}, method=zipfile.ZIP_STORED))
    data[data.find(PDF) + 3] ^= 0xFF
    listing = listed(bytes(data))
    assert [m.name for m in listing.members] == ["b.pdf"]
    assert ("member_unreadable", "error") in codes(listing)


@pytest.mark.parametrize(
    ("files", "limits"),
    [
        ({"zeros.pdf": PDF + b"\0" * 5_000_000}, {}),
        ({f"{n}.pdf": PDF for n in range(11)}, {"members": 10}),
        ({"large.pdf": bytes(range(256)) * 5000}, {"member_megabytes": 1}),
        ({f"{n}.pdf": bytes(range(256)) * 2000 for n in range(3)}, {"total_megabytes": 1}),
        ({"in.zip": packed({"zeros.pdf": b"\0" * 5_000_000})}, {}),
        ({"1.zip": packed({f"{n}.pdf": PDF for n in range(6)}), "2.zip": packed({"1": PDF})}, {"members": 7}),
    ],
    ids=["ratio", "members", "a member", "in all", "ratio within", "members within"],
)
def test_more_than_the_limits_is_taken_for_a_bomb(files: dict[str, bytes], limits: dict[str, int]) -> None:
    with pytest.raises(TooLarge):
        listed(packed(files), **limits)


def test_sizes_that_the_headers_give_are_not_believed() -> None:
    data = bytearray(packed({"zeros.pdf": b"\0" * 5_000_000}))
    start = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, start + 24, 100)
    try:
        listing = listed(bytes(data))
    except UnreadableFile:
        return
    assert all(member.size <= 100 for member in listing.members)


def test_a_directory_of_too_many_entries_is_not_even_read() -> None:
    data = bytearray(packed({"a.pdf": PDF}))
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 12, 0x7FFFFFFF)
    with pytest.raises(DamagedFile):  # so many are not there
        listed(bytes(data))
    with pytest.raises(TooLarge):
        listed(hostile.lying_archive(20_000))


def test_a_cut_off_archive_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        listed(packed({"a.pdf": PDF})[:-30])


WHOLE = packed({"a.pdf": PDF * 20, "部门.pdf": PDF, "in.zip": packed({"c.pdf": PDF})})


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)),
        min_size=1,
        max_size=6,
    )
)
def test_changed_bytes_end_in_a_listing_or_a_failure_that_is_foreseen(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for position, value in changes:
        data[position] = value
    try:
        listing = listed(bytes(data))
    except UnreadableFile:
        return
    for member in listing.members:
        assert hashlib.sha256(read_member(io.BytesIO(data), member.place)).hexdigest() == member.sha256
