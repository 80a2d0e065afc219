/** What goes wrong without the service saying so itself. */
export const errors = {
  unexpected: 'Có lỗi ngoài dự kiến. Tải lại trang rồi thử lại.',
  offline: 'Chưa kết nối được máy chủ. Kiểm tra mạng rồi thử lại.',
  tooLate: 'Mất mạng quá lâu, chưa rõ thao tác đã được ghi nhận hay chưa. Đề nghị xem lại màn hình rồi thực hiện lại.',
  tooManyPending: 'Còn nhiều thao tác đang chờ gửi. Đề nghị chờ có mạng.',
  pageTitle: 'Trang không mở được',
  pageText: 'Dữ liệu trên máy chủ không bị ảnh hưởng.',
  notFound: 'Không có trang này',
  home: 'Về trang đầu',
  noSession: 'Chưa có mã tham gia trên máy này',
  noSessionText: 'Nhập mã tham gia để mở trang này.',
} as const;
