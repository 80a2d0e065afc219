/** The hall's big screen. */
export const hall = {
  title: 'Trình chiếu hội trường',
  fullScreen: 'Toàn màn hình',
  welcome: 'Nhiệt liệt chào mừng các đồng chí, các đại biểu',
  soon: 'Hội nghị sắp bắt đầu',
  break: 'Nghỉ giải lao',
  over: 'Hội nghị đã kết thúc',
  next: 'Tiếp theo',
} as const;
