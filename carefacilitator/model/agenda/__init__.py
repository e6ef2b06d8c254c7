"""The agenda and its clock: starts, parallel groups, hours of attendance, who speaks."""
