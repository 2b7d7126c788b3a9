"""Runs scripts, each in a namespace of its own: reads a list of lists of cells, and gives what each
printed and how it failed, null if it did not.
"""

import contextlib
import io
import json
import sys
import warnings


def run(cells):
    names, printed = {"__name__": "__main__"}, io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            for cell in cells:
                exec(compile(cell, "<cell>", "exec"), names)
    except BaseException as error:
        return [printed.getvalue(), f"{type(error).__name__}: {error}"]
    return [printed.getvalue(), None]


warnings.simplefilter("ignore")
json.dump([run(cells) for cells in json.load(sys.stdin)], sys.stdout)
