"""Files in, and out again: case files, spreadsheets, FollowTheMoney."""
