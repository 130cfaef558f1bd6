"""The service profiles (report ch. 3)."""
