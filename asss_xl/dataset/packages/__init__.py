"""A data package: its descriptor (`metadata`), its files as `tables`, what a cell may hold (`constraints`),
what must hold between them (`checks`), and the data set that is made of them (`assembling`).

`plausibility` asks more of the figures than a package must satisfy to be read.
"""
