"""What the disk refuses, as one sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from openbooks.errors import NotWritten

FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST})

REASONS = {
    errno.ENOENT: "没有这个文件或文件夹", errno.EISDIR: "这是一个文件夹", errno.ENOTDIR: "上级不是文件夹",
    errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "只读", errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "名字太长", errno.ELOOP: "链接绕成了圈", errno.EIO: "磁盘读写出错",
    errno.EINVAL: "名字里有不能用的字", errno.EBUSY: "正被别的程序使用",
}


def reason(error: OSError) -> str:
    """Why the disk refused, in a few words."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


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
            why = f"没有写进去（{reason(error)}）。请检查账本文件夹和磁盘后重试。"
        raise NotWritten(why) from error
