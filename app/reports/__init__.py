"""What is counted and listed: plain queries over records and derived tables."""
