/** The register and the papers. */
export const register = {
  title: 'Sổ ý kiến, kiến nghị',
  minutes: 'Biên bản',
  followUp: 'Theo dõi, đôn đốc',
  source: 'Nguồn tiếp nhận',
  resultLabel: 'Kết quả giải quyết',
  before: 'Ý kiến thu trước',
  freeze: 'Chốt danh mục',
  empty: 'Chưa có ý kiến trong sổ',
} as const;
