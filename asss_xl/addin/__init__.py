"""How Excel gets the functions: xlwings UDFs, the LAMBDA library, ribbon and VBA sources.

Everything here is derived from :data:`asss_xl.functions.CATALOGUE`; nothing about a function is
written a second time. ``udf`` is the module xlwings loads; importing this package loads neither
xlwings nor numpy.
"""
