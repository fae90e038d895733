"""Who sees what, and when: the mechanisms of channels as plain rules."""
