"""The cells of any file with a table: `opening` makes a `grid` of them, `values` reads one."""
