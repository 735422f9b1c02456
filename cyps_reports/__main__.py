"""`python -m cyps_reports` is the same as `cyps-reports`."""

import sys

if __name__ == "__main__":
    try:
        from cyps_reports.start import main
    except KeyboardInterrupt:
        print("Stopped before anything was done.", file=sys.stderr)
        sys.exit(2)
    sys.exit(main())
