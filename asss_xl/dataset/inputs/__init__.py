"""Input workbooks: their sheets and columns by the package's schema (`layout`, `about`), a file that is read
(`workbook`), several people's files as one (`sources`), figures that are in another unit (`units`).
"""
