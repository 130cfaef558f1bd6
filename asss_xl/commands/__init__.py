"""The commands, one module each: thin; each calls one room and prints what it answers.

A command imports what it needs when it runs: the others start without it.
"""
