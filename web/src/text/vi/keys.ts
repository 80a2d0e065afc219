/** Keyboard shortcuts. */
export const keys = {
  title: 'Phím tắt',
  help: 'Xem phím tắt',
  empty: 'Trang này chưa có phím tắt',
  typing: 'Phím tắt không chạy khi đang gõ chữ.',
} as const;
