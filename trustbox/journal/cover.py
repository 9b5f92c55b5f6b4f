from office.deferred import load_at_call

# The patterns of the mask are compiled at its first use: who never enters a letter never pays.
cover_identity = load_at_call("trustbox.journal.masks.cover_identity")
