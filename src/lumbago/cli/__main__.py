"""The same command line as `python -m lumbago.cli`."""

import sys

from lumbago.cli.command_line import main

sys.exit(main())
