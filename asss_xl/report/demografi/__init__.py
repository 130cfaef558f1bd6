"""What population growth costs (report ch. 2.2)."""
