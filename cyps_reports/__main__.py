"""`python -m cyps_reports` is the same as `cyps-reports`."""

import sys

from cyps_reports.cli import main

if __name__ == "__main__":
    sys.exit(main())
