/** The line to the service. *Kết nối phần mềm* says nothing of picture and sound (day.md D4). */
export const link = {
  label: 'Kết nối phần mềm',
  connected: 'Đã kết nối',
  connecting: 'Đang kết nối',
  lost: 'Mất kết nối',
  never: 'Chưa kết nối',
  offline: 'Mất mạng, sẽ tự đồng bộ',
  offlineSince: 'từ {time}',
  pending: '{count} thao tác đang chờ gửi',
  pendingNow: 'Đang gửi {count} thao tác',
  back: 'Đã kết nối lại',
  picture: 'Hình',
  sound: 'Tiếng',
  weak: 'Đường truyền yếu',
  refused: 'Không vào được hội nghị',
  joinAgain: 'Nhập lại mã',
} as const;
