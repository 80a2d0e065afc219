/** The moderator's desk. */
export const moderate = {
  title: 'Điều hành',
  board: 'Bảng điểm cầu',
  connectedCount: '{here}/{all} điểm cầu đã kết nối',
  presentCount: '{count} đại biểu có mặt',
  script: 'Lời dẫn',
  inviteTitle: 'Mời nhanh',
  inviteHint: 'Gõ tên điểm cầu hoặc cơ quan, ví dụ “dondac”',
  hallAuto: 'Tự động',
  hallTitle: 'Tên hội nghị',
  hallBreak: 'Nghỉ giải lao',
  hallOff: 'Tắt',
  hallScreen: 'Màn hình hội trường',
  noPoints: 'Chưa có điểm cầu',
  lastTurns: 'Lượt đã phát biểu',
} as const;
