"""What a new package has, whoever fills it in: `ssb` with what is fetched, people in an input workbook.

`template` is its rows without figures, by the catalogue's `definitions`, a network's members
(`network_file`) and the year's cost key (`cost_keys`). `own_tables` puts somebody's own table in it.
"""
