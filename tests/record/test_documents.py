"""A document is read from one directory, and only as the text that was recorded."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from timeline.errors import NotFound
from timeline.record import documents as module
from timeline.record.documents import DocumentChanged, DocumentRefused, Documents

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "又進(jìn)行了增持"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def shelf(tmp_path: Path) -> Documents:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    return Documents.open(folder)


def _folder(shelf: Documents) -> Path:
    assert shelf.directory is not None
    return shelf.directory


def test_a_text_at_hand_is_read_once(shelf: Documents) -> None:
    document = shelf.text("a.txt", SHA256)
    assert document is not None
    assert (document.id, document.text) == ("a.txt", TEXT)
    assert document.find("进行").status == "found"
    (_folder(shelf) / "a.txt").unlink()
    assert shelf.text("a.txt", SHA256.upper()) is document


def test_a_text_not_at_hand_is_none(shelf: Documents) -> None:
    assert shelf.text("b.txt", SHA256) is None
    assert Documents.none().text("a.txt", SHA256) is None
    assert Documents.open(None).text("a.txt", SHA256) is None


def test_a_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no directory of documents"):
        Documents.open(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "name",
    [
        *["", ".", "..", "../secret.txt", "/etc/passwd", "x/a.txt", "x\\a.txt", "C:a.txt"],
        *["a.txt:stream", "a\x00.txt", "\x1b[31m", "a\n.txt"],
    ],
)
def test_a_name_that_is_a_path_is_refused(shelf: Documents, name: str) -> None:
    for each in (shelf, Documents.none()):
        with pytest.raises(DocumentRefused, match="plain file name") as error:
            each.text(name, SHA256)
        assert "\x1b" not in error.value.message


def test_a_link_that_leaves_the_directory_is_refused(shelf: Documents) -> None:
    (_folder(shelf) / "link.txt").symlink_to("../secret.txt")
    with pytest.raises(DocumentRefused, match="leaves"):
        shelf.text("link.txt", SHA256)


def test_a_link_inside_the_directory_is_followed(shelf: Documents) -> None:
    (_folder(shelf) / "link.txt").symlink_to("a.txt")
    assert shelf.text("link.txt", SHA256) is not None


def test_a_link_that_leads_nowhere_is_no_text_at_hand(shelf: Documents) -> None:
    (_folder(shelf) / "link.txt").symlink_to("gone.txt")
    assert shelf.text("link.txt", SHA256) is None


def test_what_is_no_file_is_refused(shelf: Documents) -> None:
    (_folder(shelf) / "sub").mkdir()
    os.mkfifo(_folder(shelf) / "pipe")
    (_folder(shelf) / "loop").symlink_to("loop")
    for name in ("sub", "pipe", "loop", "x" * 300):
        with pytest.raises(DocumentRefused):
            shelf.text(name, SHA256)


def test_a_changed_text_is_reported_with_both_digests(shelf: Documents) -> None:
    for _ in range(2):
        with pytest.raises(DocumentChanged) as error:
            shelf.text("a.txt", "0" * 64)
        assert (error.value.expected, error.value.actual) == ("0" * 64, SHA256)
        assert shelf.text("a.txt", SHA256) is not None


def test_a_text_that_is_not_utf8_is_refused(shelf: Documents) -> None:
    raw = "進行".encode("big5")
    (_folder(shelf) / "big5.txt").write_bytes(raw)
    with pytest.raises(DocumentRefused, match=r"not UTF-8 \(byte 0"):
        shelf.text("big5.txt", hashlib.sha256(raw).hexdigest())


def test_a_text_too_large_is_refused(shelf: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 5)
    with pytest.raises(DocumentRefused, match="larger"):
        shelf.text("a.txt", SHA256)


def test_line_endings_and_byte_order_marks_are_kept_and_folded(shelf: Documents) -> None:
    raw = b"\xef\xbb\xbfit holds\r\n5%"
    (_folder(shelf) / "bom.txt").write_bytes(raw)
    document = shelf.text("bom.txt", hashlib.sha256(raw).hexdigest())
    assert document is not None
    assert document.folded.text == "it holds 5%"
