"""`python -m openbooks …`: the command line.

Names and paths are UTF-8 here whatever the terminal's language says (LANG=C, zh_CN.GBK), as the
database takes them.
"""

import os
import sys

from openbooks.cli import main

if sys.getfilesystemencoding().lower() != "utf-8":
    os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "openbooks", *sys.argv[1:]])
sys.exit(main())
