"""The rules, a function for each construction, in families."""
