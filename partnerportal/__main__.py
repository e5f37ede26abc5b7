"""Run the command line: `python -m partnerportal COMMAND`; people call it as `./portal COMMAND`."""

import sys

from partnerportal.config.commandline import main

sys.exit(main(sys.argv[1:]))
