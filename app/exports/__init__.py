"""What leaves on paper: PDF, DOCX and XLSX; forms filled from plain values."""
