"""Delivery: many workbooks from one data package."""

from asss_xl.delivery.batch import Job, Result, jobs, run

__all__ = ["Job", "Result", "jobs", "run"]
