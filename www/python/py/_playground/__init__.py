"""Python's processes in the page: what stands for the operating system below CPython's own files."""
