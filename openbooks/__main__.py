"""`python -m openbooks …`: the command line."""

import sys

from openbooks.cli import main

sys.exit(main())
