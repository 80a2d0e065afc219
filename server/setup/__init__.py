"""Setting a conference up from what an office has: workbooks and CSV files, read without trust."""
