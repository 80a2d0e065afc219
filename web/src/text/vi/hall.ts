/** The hall's big screen. */
export const hall = {
  title: 'Trình chiếu hội trường',
  fullScreen: 'Toàn màn hình',
  theme: 'Nền sáng, nền tối',
  welcome: 'Nhiệt liệt chào mừng các đồng chí, các đại biểu',
  soon: 'Hội nghị sắp bắt đầu',
  break: 'Nghỉ giải lao',
  over: 'Hội nghị đã kết thúc',
  next: 'Tiếp theo',
  preparing: 'Chuẩn bị phát biểu',
  invited: 'Kính mời phát biểu',
  speaking: 'Đang phát biểu',
  replying: 'Đang trả lời',
  chairing: 'Chủ trì',
  hold: 'Xin quý vị đại biểu chờ trong giây lát',
  lost: 'Đang kết nối lại',
} as const;
