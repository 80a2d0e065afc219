/** Who is who. */
export const roles = {
  admin: 'Quản trị',
  chair: 'Chủ trì',
  moderator: 'Người điều hành',
  assistant: 'Trợ lý điều hành',
  secretary_lead: 'Tổ trưởng thư ký',
  secretary: 'Thư ký',
  technician: 'Kỹ thuật viên',
  agency: 'Cơ quan',
  point: 'Phụ trách điểm cầu',
  delegate: 'Đại biểu',
  viewer: 'Người theo dõi',
  hall: 'Màn hình hội trường',
} as const;
