"""What officials change of tasks, reports, agencies and days: /them, /sua, /xoa."""
