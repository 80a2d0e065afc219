/** Keyboard shortcuts. */
export const keys = {
  title: 'Phím tắt',
  help: 'Xem phím tắt',
  empty: 'Trang này chưa có phím tắt',
  typing: 'Khi đang gõ chữ chỉ dùng phím có Alt, Ctrl và phím chức năng.',
  move: 'Đổi phím',
  press: 'Bấm phím mới, Esc để thôi',
  reset: 'Trả lại phím ban đầu',
  unfit: 'Chọn phím có Alt hoặc Ctrl, hoặc phím F',
  taken: 'Phím này trình duyệt, máy hoặc UniKey đã dùng',
  used: 'Phím này đã dùng cho việc khác ở đây',
} as const;
