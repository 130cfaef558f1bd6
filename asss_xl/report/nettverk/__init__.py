"""The choices, the members and their figures."""
