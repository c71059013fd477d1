"""What the playground adds to Python: processes, queues and locks on the reader's own cores."""
