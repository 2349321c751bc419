"""`python -m resolver_core`: the command line."""

import sys

from resolver_core.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
