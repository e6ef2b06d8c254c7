"""What a person can do, one file per noun; transactions begin and end here."""
