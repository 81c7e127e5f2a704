"""A file replaced holds its old bytes or its new ones, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from textfix.files import in_place, temporary
from textfix.files.errors import ReplaceError, reason
from textfix.files.leftovers import sweep
from textfix.files.replace import read, replace

OLD, NEW = "數據\r\n".encode(), "数据，说明\n".encode()
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes and links")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "數據.csv"
    path.write_bytes(OLD)
    return path


def fix(path: Path, data: bytes = NEW, **options: str) -> None:
    _, stamp = read(path)
    replace(path, stamp, data, **options)


def left(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if entry.name.startswith(temporary.PREFIX)]


def test_the_new_bytes_and_a_new_time(file: Path) -> None:
    os.utime(file, (0, 0))
    fix(file)
    assert file.read_bytes() == NEW
    assert abs(file.stat().st_mtime - time.time()) < 60
    assert list(file.parent.iterdir()) == [file]


def test_the_same_bytes_are_not_written(file: Path) -> None:
    os.utime(file, (0, 0))
    before = file.stat()
    fix(file, OLD)
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664])
def test_the_mode_is_kept_whatever_the_umask(file: Path, mode: int) -> None:
    file.chmod(mode)
    umask = os.umask(0o077)
    try:
        fix(file)
    finally:
        os.umask(umask)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid(), reason="only root gives files away")
def test_the_owner_is_kept(file: Path) -> None:
    os.chown(file, 12345, 23456)
    fix(file)
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 23456)


@posix
def test_an_owner_that_cannot_be_kept_keeps_the_mode_but_no_set_id(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    file.chmod(0o4755)
    monkeypatch.setattr(os, "chown", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: 1)
    monkeypatch.setattr("textfix.files.replace._own", lambda *_: False)
    fix(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o755


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes of Linux")
def test_extended_attributes_are_kept(file: Path) -> None:
    try:
        os.setxattr(file, "user.source", b"scan")
    except OSError:
        pytest.skip("none on this file system")
    fix(file)
    assert os.getxattr(file, "user.source") == b"scan"


@posix
def test_a_symbolic_link_stays_one(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.csv"
    link.symlink_to("../" + file.name)
    fix(link)
    assert link.is_symlink()
    assert link.readlink() == Path("..", file.name)
    assert file.read_bytes() == NEW


@posix
def test_a_loop_of_links_is_refused(file: Path, tmp_path: Path) -> None:
    _, stamp = read(file)
    one, two = tmp_path / "one", tmp_path / "two"
    one.symlink_to(two)
    two.symlink_to(one)
    with pytest.raises(ReplaceError, match="leads back to itself; remove it"):
        replace(one, stamp, NEW)


def test_a_folder_is_refused(tmp_path: Path, file: Path) -> None:
    _, stamp = read(file)
    with pytest.raises(ReplaceError, match="not a regular file"):
        replace(tmp_path, stamp, NEW)


@posix
def test_a_read_only_file_is_refused_to_root_too(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(ReplaceError, match=r"read-only; make it writable \(chmod u\+w\)"):
        fix(file)
    assert file.read_bytes() == OLD


def change(path: Path) -> None:
    path.write_bytes(OLD + b"x")


def change_at_the_same_size(path: Path) -> None:
    path.write_bytes(OLD[::-1])
    os.utime(path, ns=(1, 1))


def put_another_in_its_place(path: Path) -> None:
    info = path.stat()
    other = path.with_name("other")
    other.write_bytes(OLD[::-1])
    os.utime(other, ns=(info.st_atime_ns, info.st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("meddle", [change, change_at_the_same_size, put_another_in_its_place])
def test_a_change_in_between_is_respected(file: Path, meddle: object) -> None:
    _, stamp = read(file)
    meddle(file)  # type: ignore[operator]
    now = file.read_bytes()
    with pytest.raises(ReplaceError, match="changed while it was being repaired; run it again"):
        replace(file, stamp, NEW)
    assert file.read_bytes() == now
    assert not left(file.parent)


def test_a_change_while_the_new_bytes_are_written_is_respected(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, stamp = read(file)
    real = os.fsync

    def meddle(descriptor: int) -> None:
        change(file)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", meddle)
    with pytest.raises(ReplaceError, match="changed while"):
        replace(file, stamp, NEW)
    assert file.read_bytes() == OLD + b"x"
    assert not left(file.parent)


def test_a_file_that_vanished_is_not_made_again(file: Path) -> None:
    _, stamp = read(file)
    file.unlink()
    with pytest.raises(ReplaceError, match="vanished; run it again"):
        replace(file, stamp, NEW)
    assert not list(file.parent.iterdir())


def fail(code: int) -> object:
    def failing(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return failing


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
@pytest.mark.parametrize(
    ("code", "cure"),
    [
        (errno.ENOSPC, "no space left on its disk; free some"),
        (errno.EDQUOT, "quota is used up; free"),
        (errno.EACCES, "no permission to write in its folder; change it"),
        (errno.EROFS, "read-only; copy it elsewhere"),
        (errno.ETXTBSY, "a running program uses it; stop that"),
    ],
)
@pytest.mark.parametrize("linked", [False, True])
def test_a_failure_at_any_step_loses_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, where: str, code: int, cure: str, linked: bool
) -> None:
    if linked and where == "pathlib.Path.chmod":
        pytest.skip("a file rewritten in place keeps its mode")
    if linked:
        (file.parent / "second").hardlink_to(file)
    monkeypatch.setattr(where, fail(code))
    with pytest.raises(ReplaceError, match=cure) as caught:
        fix(file)
    monkeypatch.undo()
    assert "\n" not in str(caught.value)
    assert file.read_bytes() == OLD
    assert not left(file.parent)


@posix
def test_a_limit_on_sizes_loses_nothing(file: Path) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(ReplaceError, match="too large"):
            fix(file, NEW * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert file.read_bytes() == OLD
    assert not left(file.parent)


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace"])
def test_an_interruption_loses_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, where: str, linked: bool
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    if linked:
        (file.parent / "second").hardlink_to(file)
    _, stamp = read(file)
    monkeypatch.setattr(where, interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace(file, stamp, NEW)
    monkeypatch.undo()
    assert file.read_bytes() == OLD
    assert not left(file.parent)


@pytest.mark.skipif(sys.platform != "win32", reason="sharing violations of Windows")
def test_a_file_open_elsewhere_is_named_so(file: Path) -> None:
    with file.open("rb"), pytest.raises(ReplaceError, match="open in another program"):
        fix(file)
    assert file.read_bytes() == OLD


def test_sharing_violation_by_its_windows_number() -> None:
    error = PermissionError(errno.EACCES, "denied")
    error.winerror = 32  # type: ignore[attr-defined]
    assert reason(error) == "open in another program; close it there and run it again"


def test_backup(file: Path) -> None:
    os.utime(file, ns=(10**18, 10**18))
    fix(file, backup=".orig")
    copy = file.with_name(file.name + ".orig")
    assert (file.read_bytes(), copy.read_bytes()) == (NEW, OLD)
    assert copy.stat().st_mtime_ns == 10**18
    assert copy.stat().st_nlink == 1
    assert not left(file.parent)


def test_a_backup_is_never_overwritten(file: Path) -> None:
    copy = file.with_name(file.name + ".orig")
    copy.write_bytes(b"precious")
    with pytest.raises(ReplaceError, match=r"csv\.orig exists; move it, or choose another"):
        fix(file, backup=".orig")
    assert (file.read_bytes(), copy.read_bytes()) == (OLD, b"precious")


def test_a_backup_of_the_same_bytes_will_do(file: Path) -> None:
    copy = file.with_name(file.name + ".orig")
    copy.write_bytes(OLD)
    fix(file, backup=".orig")
    assert (file.read_bytes(), copy.read_bytes()) == (NEW, OLD)


def test_a_backup_without_hard_links(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", fail(errno.EPERM))
    fix(file, backup=".orig")
    assert file.with_name(file.name + ".orig").read_bytes() == OLD


@pytest.mark.parametrize(
    "name", ["会议纪要 (终稿).txt", "é\u0301.txt", "a" * 230, "-rf", "new\nline"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    try:
        path.write_bytes(OLD)
    except OSError:
        pytest.skip("not a name on this system")
    fix(path)
    assert path.read_bytes() == NEW


@posix
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "x") + "数据".encode("gbk")))
    try:
        path.write_bytes(OLD)
    except OSError:
        pytest.skip("not a name on this file system")
    fix(path)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("data", [b"", NEW, NEW * 50_000])
def test_hard_links_stay_links_to_one_file(file: Path, data: bytes) -> None:
    second = file.with_name("second")
    second.hardlink_to(file)
    fix(file, data)
    assert file.samefile(second)
    assert second.read_bytes() == data
    assert not left(file.parent)


@pytest.mark.parametrize("failing", [OSError(errno.ENOSPC, ""), KeyboardInterrupt()])
def test_a_linked_file_is_written_back_when_writing_over_it_fails(
    file: Path, monkeypatch: pytest.MonkeyPatch, failing: BaseException
) -> None:
    real = in_place._overwrite

    def overwrite(target: Path, data: bytes) -> None:
        real(target, data[: len(data) // 2] if data == NEW else data)
        if data == NEW:
            raise failing

    second = file.with_name("second")
    second.hardlink_to(file)
    monkeypatch.setattr(in_place, "_overwrite", overwrite)
    with pytest.raises((ReplaceError, KeyboardInterrupt)):
        fix(file)
    assert second.read_bytes() == OLD
    assert not left(file.parent)


def test_a_linked_file_that_cannot_be_written_back_is_kept_beside(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overwrite(target: Path, data: bytes) -> None:
        with target.open("r+b") as opened:
            opened.write(b"torn")
        raise OSError(errno.EIO, "")

    file.with_name("second").hardlink_to(file)
    monkeypatch.setattr(in_place, "_overwrite", overwrite)
    with pytest.raises(ReplaceError, match=r"as they were are in \.textfix-\S+\.old") as caught:
        fix(file)
    assert (file.parent / caught.value.reason.rpartition(" ")[2]).read_bytes() == OLD


TORN = [NEW[:3] + OLD[3:], NEW[:9] + OLD[9:], OLD[:2] + NEW[2:5] + OLD[5:], NEW[:12]]


def killed(file: Path, now: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process leaves that was killed when a linked file had become `now`."""
    monkeypatch.setattr(in_place, "OWN", f"{temporary.PREFIX}0badcafe-")
    monkeypatch.setattr(in_place, "_overwrite", lambda *_: (_ for _ in ()).throw(SystemExit))
    monkeypatch.setattr(in_place, "_back", lambda *_: None)
    monkeypatch.setattr(in_place, "remove", lambda _, opened: opened.close())
    with pytest.raises(SystemExit):
        in_place.rewrite(file, OLD, NEW)
    monkeypatch.undo()
    with file.open("r+b") as opened:
        opened.write(now)
        opened.truncate()


@pytest.mark.parametrize("now", TORN)
def test_a_torn_file_gets_its_old_bytes_back(
    file: Path, monkeypatch: pytest.MonkeyPatch, now: bytes
) -> None:
    second = file.with_name("second")
    second.hardlink_to(file)
    killed(file, now, monkeypatch)
    assert len(left(file.parent)) == 2
    done = list(sweep(file.parent))
    assert [what for _, what in done] == ["as it was before a run was killed"]
    assert second.read_bytes() == OLD
    assert not left(file.parent)


@pytest.mark.parametrize("now", [OLD, NEW])
def test_a_file_that_is_whole_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch, now: bytes
) -> None:
    killed(file, now, monkeypatch)
    assert not list(sweep(file.parent))
    assert file.read_bytes() == now
    assert not left(file.parent)


def test_a_file_changed_by_somebody_since_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(file, b"my own", monkeypatch)
    [(path, what)] = sweep(file.parent)
    assert path == file
    assert "changed since a run was killed" in what
    assert file.read_bytes() == b"my own"
    [copy] = [entry for entry in file.parent.iterdir() if entry.suffix == ".old"]
    assert copy.read_bytes() == OLD


def test_a_copy_whose_file_is_gone_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(file, TORN[0], monkeypatch)
    (file.parent / "keeps its inode from being used again").hardlink_to(file)
    folder = file.parent / "away"
    folder.mkdir()
    for entry in (file, file.parent / "keeps its inode from being used again"):
        entry.rename(folder / entry.name)
    [(_, what)] = sweep(file.parent)
    assert what == "kept: the file it was copied from is gone"
    assert len(left(file.parent)) == 2


def test_orphans_are_removed_and_others_left(tmp_path: Path) -> None:
    orphan = tmp_path / f"{temporary.PREFIX}0badcafe-0123456789abcdef"
    others = [".textfix-", ".textfix-notes", ".textfix.toml", ".textfix-1-2.txt"]
    for name in (orphan.name, *others):
        (tmp_path / name).write_bytes(b"x")
    with temporary.temporary(tmp_path) as own:
        assert [path for path, _ in sweep(tmp_path)] == [orphan]
        assert sorted([*left(tmp_path), ".textfix.toml"]) == sorted([*others, Path(own.name).name])


def test_a_temporary_file_of_a_living_process_is_left(tmp_path: Path) -> None:
    path = tmp_path / f"{temporary.PREFIX}0badcafe-0123456789abcdef"
    code = f"""if True:
        import pathlib, textfix.files.temporary as t
        kept = t.create(pathlib.Path({str(path)!r}))
        print(flush=True)
        input()"""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], **pipes) as other:
        assert other.stdin and other.stdout
        other.stdout.readline()
        assert not list(sweep(tmp_path))
        assert path.exists()
        other.stdin.write(b"\n")
    assert [found for found, _ in sweep(tmp_path)] == [path]
    assert not path.exists()
