"""A file that is no plan text is refused in words, by page and command alike, and nothing is stored."""

import json
import re
import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ayumi.config.command import main
from ayumi.formats.guard import SIZE_LIMIT
from ayumi.importing.models import ImportDraft
from ayumi.plans.models import Plan
from ayumi.tenancy.models import AuditEntry, Membership, Municipality
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.importing.bad_files import BAD_FILES, PAYLOAD
from tests.people import add_person, sign_in

KEYS = ("file", "place", "found", "accepted", "reason")


@pytest.fixture
def city(db: None) -> Municipality:
    """A municipality with nobody in it."""
    return Municipality.objects.create(code="990001", name="架空の市")


@pytest.fixture
def office(city: Municipality) -> Client:
    """The plan office's browser."""
    person = add_person(city, "office", "計画事務局")
    with municipality_scope(city.pk):
        Membership(person=person, role=Role.PLAN_OFFICE.value).save()
    return sign_in(person)


@pytest.fixture
def upload_folder(tmp_path: Path, settings) -> Iterator[Path]:
    """The folder uploads pass through; nothing stays in it."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    yield folder
    assert list(folder.iterdir()) == []


def stored(city: Municipality) -> int:
    """Count every row that an upload could have left."""
    with municipality_scope(city.pk):
        entries = AuditEntry.objects.filter(object_type__in=("import_draft", "plan")).count()
        return ImportDraft.objects.count() + Plan.objects.count() + entries


@pytest.mark.parametrize("name", BAD_FILES)
def test_page_and_command_refuse_it_alike(
    name: str, city: Municipality, office: Client, upload_folder: Path, tmp_path: Path, capsys
) -> None:
    file_name, make, said = BAD_FILES[name]
    content = make()
    answer = office.post("/import/", {"file": SimpleUploadedFile(file_name, content)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(said, page), page
    assert "計画には何も登録していません。" in page
    assert "root:" not in page
    assert stored(city) == 0

    place, out = tmp_path / file_name, tmp_path / "out.json"
    place.write_bytes(content)
    assert main(["read", str(place), "--json", str(out)]) == 2
    (refused,) = json.loads(out.read_text(encoding="utf-8"))["refused"]
    assert set(refused) == set(KEYS) and all(refused[key] for key in KEYS)
    assert re.search(said, refused["reason"])
    assert refused["reason"].endswith("ください。")
    assert refused["reason"] in capsys.readouterr().err
    assert refused["file"] == file_name
    assert not Path(tempfile.gettempdir(), "ayumi-escaped").exists()


class Stream:
    """A multipart request of any size that is never held in memory."""

    CHUNK = 64 * 1024

    def __init__(self, size: int) -> None:
        head = '--b\r\nContent-Disposition: form-data; name="file"; filename="計画.pdf"\r\n'
        self._head = (head + "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n").encode()
        self._left = size
        self.length = len(self._head) + size + len(b"\r\n--b--\r\n")
        self._tail = b"\r\n--b--\r\n"

    def read(self, wanted: int = -1) -> bytes:
        """Return the next piece."""
        if self._head:
            piece, self._head = self._head, b""
            return piece
        if self._left:
            size = min(self._left, self.CHUNK, wanted if wanted > 0 else self.CHUNK)
            self._left -= size
            return bytes(size)
        piece, self._tail = self._tail, b""
        return piece

    readline = read


@pytest.mark.parametrize("announced", [True, False])
def test_200_megabytes_are_refused_without_being_held(
    announced: bool, city: Municipality, office: Client, upload_folder: Path
) -> None:
    size = 200 * 1024 * 1024 if announced else SIZE_LIMIT + 1024
    stream = Stream(size)
    tracemalloc.start()
    answer = office.generic("POST", "/import/", b"", **_request_of(stream))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 413
    assert "ファイルが大きすぎます（上限 50 MB）" in answer.content.decode()
    assert peak < 30 * 1024 * 1024
    assert stored(city) == 0


def _request_of(stream: Stream) -> dict[str, object]:
    kind = "multipart/form-data; boundary=b"
    return {"wsgi.input": stream, "CONTENT_LENGTH": str(stream.length), "CONTENT_TYPE": kind}


def test_no_file_at_all_is_said(office: Client, city: Municipality) -> None:
    answer = office.post("/import/", {})
    assert answer.status_code == 422
    assert stored(city) == 0


def test_what_a_file_says_is_shown_and_never_run(office: Client, city: Municipality) -> None:
    text = (
        f"# 甲市計画\n\n## 第1章 `{PAYLOAD}`\n\n### 1. `{PAYLOAD}`\n\n`{PAYLOAD}`AI(*)\n\n図1-1. `{PAYLOAD}`"
    )
    answer = office.post(
        "/import/", {"file": SimpleUploadedFile(f"{PAYLOAD[:8]}計画.md", text.encode())}, follow=True
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page and "<img src=x" not in page
    assert "{{ 7|add:7 }}" in page and "{% now" in page
    poem = office.post("/import/", {"file": SimpleUploadedFile("詩.md", f"`{PAYLOAD}`".encode())})
    assert "<script>alert(1)" not in poem.content.decode()
    assert "&lt;script&gt;alert(1)" in poem.content.decode()


def test_the_name_of_a_file_leads_nowhere(office: Client, city: Municipality) -> None:
    text = "# 甲市計画\n\n## 第1章 総論\n\n文です。".encode()
    for name in ("../../etc/計画.md", "..\\..\\計画.md", "-rf 計画.md", "計" * 200 + "画.md"):
        answer = office.post("/import/", {"file": SimpleUploadedFile(name, text)}, follow=True)
        assert answer.status_code == 200
    with municipality_scope(city.pk):
        names = list(ImportDraft.objects.values_list("file_name", flat=True))
    assert len(names) == 4
    assert not any("/" in name or "\\" in name for name in names)
