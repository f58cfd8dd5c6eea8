"""A copy of the books on which something is done only to see what it would do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from openbooks import journal, staging, store
from openbooks.books import Books


@contextmanager
def copy_of(books: Books) -> Iterator[Books]:
    """A copy of the books for a rehearsal, gone afterwards. Batches are linked, not copied, where
    the file system can: nobody changes a batch."""
    with staging.working(books.home) as home:
        shutil.copyfile(books.home / journal.NAME, home / journal.NAME)
        events = len(journal.read(home))
        batches = store.batches_folder(home)
        batches.mkdir()
        for path in store.batches_folder(books.home).glob("*-*"):
            if path.name[:6].isdecimal() and int(path.name[:6]) <= events:  # others load meanwhile
                store.linked(path, batches / path.name)
        copy = Books(home, home / "spill")
        try:
            yield copy
        finally:
            copy.connection.close()
