"""Python's processes: what stands for the operating system below CPython's own files."""
