"""The page Gửi và nhận and its parts."""
