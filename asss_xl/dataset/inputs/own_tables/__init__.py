"""Tables that somebody already has: what each number is about is said, or it is not placed."""
