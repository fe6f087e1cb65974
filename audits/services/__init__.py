"""The acts of an audit: frameworks, rounds, returns, moderation, action plans."""
