"""Damages real returns and reads them, for as long as you like.

python -m tests.fuzz --files 20000 --seed 7 [--minutes N]
python -m tests.fuzz --seed 7 --only 1234
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.campaign import failures_folder, how_to_rerun, sources, summary, trials
from tests.fuzz.trial import tried


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=24 * 60)
    parser.add_argument("--only", type=int, help="one trial again, by its number")
    options = parser.parse_args()
    kept = failures_folder()
    with tempfile.TemporaryDirectory() as name:
        paths = sources(Path(name))
        if options.only is not None:
            done = [tried(paths, options.seed, options.only, kept)]
        else:
            done = list(trials(paths, options.seed, options.files, options.minutes, kept))
    print(summary(done))
    wrong = [each for each in done if each.problem]
    for each in wrong:
        print(how_to_rerun(each, options.seed))
    if wrong:
        print(f"The files are in {kept}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
