"""A second implementation of the rules, kept apart from the package, and what holds the
package's outputs against it.

The rules are written from the page on the rules, not from the package's code, and nothing of the
package is imported here (a test holds that). `plan` reads the approved plan, `managers` says what
is typed and what it means, `year` makes the months as people do; `rules`, `outlook`, `verdict`,
`changes`, `slippage` and `asked` are the opinion; `readback` and `workbook` read what the program
made, `said` knows its words, and the `compare_` modules hold the two together.

Where the page leaves a thing open, the modules say what was chosen; beside what `outlook` and
`changes` say:

- A measure whose components are all unrated is in the state of the first of them.
- An annual result is not yet due before the month in which the plan expects it, also where nothing
  was typed.
- A date completed in the newest return that gives one counts; one after its month's end does not.
- What cannot be read is no update; a status that is not on the list is none, but the progress
  beside it does not count as started.
- The next date of a milestone is the next one to come, of those that are not done.
- The sheet of a return knows its own entries and what its blank was carried forward from; a late
  return, or one corrected since, is beyond it.
"""
