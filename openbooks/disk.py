"""What the disk refuses, as one sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from openbooks.errors import NotWritten

FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST})


@contextmanager
def on_disk() -> Iterator[None]:
    """Around writing: what the disk refuses is one sentence (NotWritten) that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            why = "磁盘已满，没有写进去。请腾出空间后重试。"
        elif error.errno in FORBIDDEN:
            why = "没有写入权限，没有写进去。请检查账本文件夹的权限后重试。"
        elif error.errno in NO_FOLDER:
            why = f"账本要放在文件夹里，而“{error.filename}”或它的上级是一个文件。请换一个位置。"
        else:
            why = f"没有写进去（{error.strerror or error}）。请检查账本文件夹和磁盘后重试。"
        raise NotWritten(why) from error
