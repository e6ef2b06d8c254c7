"""Lists of people and answers of forms: which column is what, who is nobody, who agreed to what."""
