"""Paper: the PDFs, and the charts that screens show too."""
