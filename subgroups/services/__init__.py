"""The acts of a body: meetings, decisions, escalations and actions. One function, one transaction, one sentence."""
