"""What several pages say of the same thing: workshops, attendance, findings, history."""
