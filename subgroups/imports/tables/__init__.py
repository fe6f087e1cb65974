"""Many actions from one table: its headings in many spellings, its lines as actions, what is refused and why.

`headings` knows how people head their columns, `lines` turns rows into drafts of actions, `template` is the table to
start from. The table itself is read by `partnership.imports.tables`; what is recorded goes through
`subgroups.services.batches`.
"""
