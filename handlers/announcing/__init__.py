"""One notice to many: /thongbao and /dung."""
