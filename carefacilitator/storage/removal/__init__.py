"""What is taken away for good, and the few marks that keep it away: erasure, redaction, floors."""
