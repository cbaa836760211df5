"""What is given: dated rules, documents, procedures, codes, the calendar. Pure: knows no records."""
