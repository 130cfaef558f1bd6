"""What is produced beside what is used."""
