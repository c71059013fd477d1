"""Runs one of the programs by the machine's own Python, with the page's start method."""

import multiprocessing as mp
import runpy
import sys

if __name__ == "__main__":
    mp.set_start_method("fork")
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
