"""Python imports this before anything else: the primitives of threads must be there first."""

from _playground import threads

threads.replace()
