"""A person's own choices, this device, and the way back when something is lost."""
