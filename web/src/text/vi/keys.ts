/** Keyboard shortcuts. */
export const keys = {
  title: 'Phím tắt',
  help: 'Xem phím tắt',
  empty: 'Trang này chưa có phím tắt',
  typing: 'Khi đang gõ chữ chỉ dùng phím có Alt, Ctrl và phím chức năng.',
} as const;
