/** The join page. */
export const join = {
  title: 'Tham gia hội nghị',
  lead: 'Nhập mã ghi trên giấy mời hoặc phiếu điểm cầu.',
  code: 'Mã tham gia',
  codeHint: 'Mã gồm 8 ký tự, không phân biệt chữ hoa, chữ thường.',
  enter: 'Vào hội nghị',
  entering: 'Đang vào hội nghị',
  incomplete: 'Mã cần đủ 8 ký tự',
  badLetters: 'Mã không dùng chữ U và ký tự đặc biệt',
  badCode: 'Mã không đúng hoặc đã thu hồi. Đề nghị kiểm tra lại, hoặc liên hệ Tổ thư ký để nhận mã mới.',
  wait: 'Nhập sai nhiều lần. Nhập lại được sau {seconds} giây.',
  offline: 'Chưa kết nối được máy chủ. Kiểm tra mạng rồi thử lại.',
  again: 'Tiếp tục hội nghị',
  otherCode: 'Dùng mã khác',
  qr: 'Có thể quét mã QR trên phiếu bằng máy ảnh của điện thoại.',
  help: 'Cần hỗ trợ',
  helpText: 'Liên hệ Tổ thư ký hoặc kỹ thuật viên của hội nghị.',
} as const;
