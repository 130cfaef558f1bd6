"""Figures from Statistics Norway: StatBank tables and KLASS codes into a data package."""
