"""Reads a list of scripts, each a list of cells, runs each in a namespace of its own, and gives what
it printed and how it failed, if it did.
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
        return {"printed": printed.getvalue(), "error": f"{type(error).__name__}: {error}"}
    return {"printed": printed.getvalue(), "error": None}


# A sigmoid of a large number is right in spite of the overflow.
warnings.simplefilter("ignore")
json.dump([run(cells) for cells in json.load(sys.stdin)], sys.stdout)
